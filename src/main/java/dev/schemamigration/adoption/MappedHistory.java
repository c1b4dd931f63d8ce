package dev.schemamigration.adoption;

import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The history of another tool, mapped to the revisions of the source.
 *
 * @param revisions ids of those that have run
 * @param notes what is not adopted, in sentences for the journal
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
