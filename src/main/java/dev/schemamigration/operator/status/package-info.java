/** Makes what is written to a resource: conditions, messages and history. */
@NullMarked
package dev.schemamigration.operator.status;

import org.jspecify.annotations.NullMarked;
