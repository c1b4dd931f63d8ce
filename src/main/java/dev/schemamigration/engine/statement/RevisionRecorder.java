package dev.schemamigration.engine.statement;

import dev.schemamigration.database.archive.ArchivedText;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.database.session.RecordRejectedException;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.ArchiveEntry;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunFault.NotCommitted;
import dev.schemamigration.engine.fault.RunFault.Overtaken;
import dev.schemamigration.engine.fault.RunFault.RecordRefused;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.revision.Revision;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Writes the record of a revision that is being executed. */
public final class RevisionRecorder {
  private RevisionRecorder() {}

  /**
   * Writes a record.
   *
   * @throws EngineException with the state of the revision, when it cannot be written
   */
  public static void write(String revision, Operation operation, Session.SqlWork record) {
    try {
      record.run();
    } catch (RecordRejectedException e) {
      throw new EngineException(
          new RecordRefused(revision, operation, e.refusal(), e.getMessage()), e);
    } catch (SQLException e) {
      throw new EngineException(
          TrackingTables.overtaken(e)
              ? new Overtaken(revision, operation)
              : new NotCommitted(revision, operation, SqlFaults.classify(e)),
          e);
    }
  }

  /**
   * Returns the archive row of a revision.
   *
   * @param keys of the changesets that are recorded for it
   */
  public static ArchiveEntry entry(
      ParsedChangelog parsed,
      Revision revision,
      RevisionState state,
      UUID attempt,
      List<String> keys,
      Duration duration) {
    var file = parsed.file();
    return new ArchiveEntry(
        revision,
        state,
        attempt,
        file.path(),
        parsed.sha256(),
        file.irreversible(),
        new ArchivedText(
            file.content(), parsed.readFiles(), parsed.storableParameters(), parsed.filter()),
        keys,
        duration);
  }
}
