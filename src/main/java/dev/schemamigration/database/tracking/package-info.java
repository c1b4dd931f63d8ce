/** Reads and writes the tracking tables: Liquibase's changelog, the archive and the journal. */
@NullMarked
package dev.schemamigration.database.tracking;

import org.jspecify.annotations.NullMarked;
