/** Sends the statements of a changeset and records the state of the revision. */
@NullMarked
package dev.schemamigration.engine.statement;

import org.jspecify.annotations.NullMarked;
