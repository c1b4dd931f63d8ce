package dev.schemamigration.adoption;

import java.util.List;
import java.util.Objects;

/** The decision on the history that another tool has left in a database. */
public sealed interface AdoptionDecision {
  /** There is no history, or an empty one. */
  record Nothing() implements AdoptionDecision {}

  /**
   * The history is adopted: these revisions are recorded as applied, and nothing is run.
   *
   * @param tool name of the tool
   * @param table from which the history was read, {@code schema.name}
   * @param revisions ids, oldest first; every parent of one of them is among them
   * @param notes what is not adopted, in sentences for the journal
   * @param changesets what Liquibase has recorded of each changeset; empty for the other tools
   */
  record Adopt(
      String tool,
      String table,
      List<String> revisions,
      List<String> notes,
      List<AdoptedChangeset> changesets)
      implements AdoptionDecision {
    public Adopt {
      Objects.requireNonNull(tool);
      Objects.requireNonNull(table);
      revisions = List.copyOf(revisions);
      notes = List.copyOf(notes);
      changesets = List.copyOf(changesets);
    }
  }

  /** The history cannot be adopted. */
  record Refused(AdoptionFault fault) implements AdoptionDecision {
    public Refused {
      Objects.requireNonNull(fault);
    }
  }
}
