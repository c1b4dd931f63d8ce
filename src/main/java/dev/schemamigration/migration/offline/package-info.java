/** Writes what a run would do as a script for {@code psql}, without a database. */
@NullMarked
package dev.schemamigration.migration.offline;

import org.jspecify.annotations.NullMarked;
