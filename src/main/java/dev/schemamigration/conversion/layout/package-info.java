/** Reads the migration directories of other tools, a class a tool. */
@NullMarked
package dev.schemamigration.conversion.layout;

import org.jspecify.annotations.NullMarked;
