/** Reads definitions that the server writes: their parts, options and states. */
@NullMarked
package dev.schemamigration.schema.definition;

import org.jspecify.annotations.NullMarked;
