/** Reads what is applied with the rights of an application. */
@NullMarked
package dev.schemamigration.database.reader;

import org.jspecify.annotations.NullMarked;
