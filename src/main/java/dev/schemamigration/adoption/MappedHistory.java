package dev.schemamigration.adoption;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Another tool's history in terms of our revisions.
 *
 * @param revisions that have run
 * @param notes what is not taken over, in sentences for the journal
 * @param changesets what Liquibase has recorded of each changeset; empty for the other tools
 */
record MappedHistory(Set<String> revisions, List<String> notes, List<AdoptedChangeset> changesets) {
  MappedHistory {
    Objects.requireNonNull(revisions);
    notes = List.copyOf(notes);
    changesets = List.copyOf(changesets);
  }

  MappedHistory(Set<String> revisions, List<String> notes) {
    this(revisions, notes, List.of());
  }
}
