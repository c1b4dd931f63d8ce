/** Reads what a database is made of from the system catalog, and lists how two states differ. */
@NullMarked
package dev.schemamigration.verify.catalog;

import org.jspecify.annotations.NullMarked;
