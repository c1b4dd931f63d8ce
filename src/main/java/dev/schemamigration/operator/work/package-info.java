/** Work beside the reconciler: inspections and migrations on bounded executors. */
@NullMarked
package dev.schemamigration.operator.work;

import org.jspecify.annotations.NullMarked;
