package dev.schemamigration.operator.spec;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Fault;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** What reading a resource and all that it names came to. */
public sealed interface ResolvedSpec {
  /** Changes with everything that was read. */
  String fingerprint();

  /** Where the database is, if that much could be read. */
  Optional<ConnectionSettings> database();

  /**
   * The pass can be asked.
   *
   * @param interval how often the database is looked at again at rest
   * @param work changes with what should be done, and not with credentials or the interval
   */
  record Usable(String fingerprint, Duration interval, Request request, String work)
      implements ResolvedSpec {
    public Usable {
      Objects.requireNonNull(fingerprint);
      Objects.requireNonNull(interval);
      Objects.requireNonNull(request);
      Objects.requireNonNull(work);
    }

    @Override
    public Optional<ConnectionSettings> database() {
      return Optional.of(request.database());
    }
  }

  /** Something is missing or wrong before the pass can be asked. */
  record Unusable(String fingerprint, Optional<ConnectionSettings> database, Fault fault)
      implements ResolvedSpec {
    public Unusable {
      Objects.requireNonNull(fingerprint);
      Objects.requireNonNull(database);
      Objects.requireNonNull(fault);
    }

    /** The fault as a pass would report it. */
    public Report report() {
      return Report.stopped(fault);
    }
  }
}
