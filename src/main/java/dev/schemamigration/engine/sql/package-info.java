/** SQL text: cut into statements as Postgres cuts it, and checked. */
@NullMarked
package dev.schemamigration.engine.sql;

import org.jspecify.annotations.NullMarked;
