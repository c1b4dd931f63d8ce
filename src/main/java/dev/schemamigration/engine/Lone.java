package dev.schemamigration.engine;

import dev.schemamigration.engine.StatementSender.Place;

/**
 * One statement of a changeset that runs outside of a transaction.
 *
 * @param kind what it is, and so how one can tell whether it took effect
 * @param digest of its text without the values of secrets, so that an edit is noticed
 */
record Lone(SingleStatement statement, Place place, LoneStatement kind, String digest) {
  int number() {
    return place.statement();
  }
}
