/** Writes scripts from one schema to another, step by step on a database that is thrown away. */
@NullMarked
package dev.schemamigration.schema.script;

import org.jspecify.annotations.NullMarked;
