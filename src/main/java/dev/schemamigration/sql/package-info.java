/** The tokens of SQL, as the lexer of Postgres sees them. */
@NullMarked
package dev.schemamigration.sql;

import org.jspecify.annotations.NullMarked;
