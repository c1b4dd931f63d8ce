package dev.schemamigration.adoption;

import java.util.List;
import java.util.Objects;

/** What becomes of the history that another tool has left in a database. */
public sealed interface AdoptionDecision {
  /** There is none, or an empty one. */
  record Nothing() implements AdoptionDecision {}

  /**
   * It is taken over: these revisions are recorded as applied, and nothing is run.
   *
   * @param tool whose history it is
   * @param table where it was read
   * @param revisions closed under parents, oldest first
   * @param notes what is not taken over, in sentences for the journal
   * @param changesets what Liquibase has recorded of each changeset; empty for the other tools
   */
  record TakeOver(
      String tool,
      String table,
      List<String> revisions,
      List<String> notes,
      List<AdoptedChangeset> changesets)
      implements AdoptionDecision {
    public TakeOver {
      Objects.requireNonNull(tool);
      Objects.requireNonNull(table);
      revisions = List.copyOf(revisions);
      notes = List.copyOf(notes);
      changesets = List.copyOf(changesets);
    }
  }

  /**
   * It cannot be taken over.
   *
   * @param message field, thing and remedy
   */
  record Refused(String message) implements AdoptionDecision {
    public Refused {
      Objects.requireNonNull(message);
    }
  }
}
