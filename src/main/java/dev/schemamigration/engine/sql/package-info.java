/** Splits SQL text into statements where Postgres does. */
@NullMarked
package dev.schemamigration.engine.sql;

import org.jspecify.annotations.NullMarked;
