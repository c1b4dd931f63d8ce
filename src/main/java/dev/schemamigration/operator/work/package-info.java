/** Runs inspections and migrations on bounded executors, beside the reconciler. */
@NullMarked
package dev.schemamigration.operator.work;

import org.jspecify.annotations.NullMarked;
