/** Writes what applies, undoes or records revisions as a script for {@code psql}. */
@NullMarked
package dev.schemamigration.engine.offline;

import org.jspecify.annotations.NullMarked;
