/** Connects, identifies and locks a database, and reads and writes what is recorded in it. */
@NullMarked
package dev.schemamigration.database;

import org.jspecify.annotations.NullMarked;
