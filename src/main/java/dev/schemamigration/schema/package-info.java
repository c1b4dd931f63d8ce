/** Loads schemas of databases, compares them, and writes scripts that take one to another. */
@NullMarked
package dev.schemamigration.schema;

import org.jspecify.annotations.NullMarked;
