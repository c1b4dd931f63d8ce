/** Makes what is written to a resource: conditions, messages, history and Events. */
@NullMarked
package dev.schemamigration.operator.status;

import org.jspecify.annotations.NullMarked;
