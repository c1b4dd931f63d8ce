package dev.schemamigration.migration.api;

import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.migration.reason.Fault;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether what has to be true after the applied revisions of a database is true now. */
public sealed interface StateVerification {
  /** It was found out, for each applied revision. */
  record Done(DatabaseFacts database, List<Answer> answers) implements StateVerification {
    public Done {
      Objects.requireNonNull(database);
      answers = List.copyOf(answers);
    }
  }

  /** It was not found out. */
  record Stopped(Fault fault) implements StateVerification {}

  /**
   * The answer of one revision.
   *
   * @param statements how many there are; none where no file says what has to be true
   * @param failure what is not true; empty where all is
   */
  record Answer(String revision, int statements, Optional<String> failure) {
    public Answer {
      Objects.requireNonNull(revision);
      Objects.requireNonNull(failure);
    }
  }
}
