/** Sends the statements of a changeset and records what became of the revision. */
@NullMarked
package dev.schemamigration.engine.statement;

import org.jspecify.annotations.NullMarked;
