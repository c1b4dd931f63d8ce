/**
 * Statements that Postgres refuses in a transaction: journaled, executed one by one, recovered from
 * the catalog.
 */
@NullMarked
package dev.schemamigration.engine.autocommit;

import org.jspecify.annotations.NullMarked;
