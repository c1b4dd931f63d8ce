package dev.schemamigration.migration;

import dev.schemamigration.database.archive.ArchivedText;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.changelog.VerificationScript;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunFault;
import dev.schemamigration.engine.run.RevisionVerification;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.StateVerification;
import dev.schemamigration.migration.planning.RecordIntegrity;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.migration.run.RunDeadline;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.RevisionFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs what has to be true after each applied revision on a database as it is now, in transactions
 * that may not write. What is archived with a revision counts, else the file of the source.
 */
public final class StateVerifier {
  private final Connector connector;
  private final Requester requester;
  private final SettingNames names;

  /**
   * @param requester shown in {@code pg_stat_activity}
   * @param names setting names of the requester's shell, for messages
   */
  public StateVerifier(Connector connector, Requester requester, SettingNames names) {
    this.connector = connector;
    this.requester = requester;
    this.names = names;
  }

  /** Runs them, in the order in which the revisions were applied. */
  public StateVerification run(
      Bundle bundle, ConnectionSettings settings, Execution limits, Cancellation cancellation) {
    var faults = new FaultTranslator(settings, List.of(), names);
    var deadline = new RunDeadline(cancellation, limits.deadline());
    var timeouts = new SessionTimeouts(limits.lockTimeout(), limits.statementTimeout());
    try (var session = connector.open(settings, timeouts, "schema-migration/" + requester.name())) {
      var tracking = new TrackingTables(session, requester, UUID.randomUUID());
      var recorded = tracking.read();
      RecordIntegrity.checkRecord(recorded);
      var verification = new RevisionVerification(session, deadline);
      var answers = new ArrayList<StateVerification.Answer>();
      var texts = tracking.texts(ids(recorded));
      session.limitAnswers(limits.statementTimeout());
      for (var row : applied(recorded)) {
        answers.add(answer(session, verification, row, script(bundle, row, texts)));
      }
      return new StateVerification.Done(session.facts(), answers);
    } catch (Exception e) {
      return new StateVerification.Stopped(faults.of(deadline.explained(e)));
    }
  }

  private static List<ArchivedRevision> applied(RecordedState recorded) {
    return recorded.revisions().stream().filter(it -> it.state() == RevisionState.APPLIED).toList();
  }

  private static List<String> ids(RecordedState recorded) {
    return applied(recorded).stream().map(ArchivedRevision::id).toList();
  }

  private static Optional<VerificationScript> script(
      Bundle bundle, ArchivedRevision row, Map<String, ArchivedText> texts) {
    var path = RevisionFile.verificationOf(row.path());
    var archived =
        Optional.ofNullable(texts.get(row.id()))
            .flatMap(it -> Optional.ofNullable(it.resources().get(path)));
    return archived
        .or(
            () ->
                bundle
                    .find(row.id())
                    .flatMap(
                        it -> Optional.ofNullable(bundle.resources().get(it.verificationPath()))))
        .map(it -> VerificationScript.of(path, it));
  }

  private StateVerification.Answer answer(
      Session session,
      RevisionVerification verification,
      ArchivedRevision row,
      Optional<VerificationScript> script)
      throws SQLException {
    if (script.isEmpty()) {
      return new StateVerification.Answer(row.id(), 0, Optional.empty());
    }
    int statements = script.get().statements().size();
    try {
      session.enterMigration();
      session.inTransaction(() -> verification.run(row.id(), script.get()));
      return new StateVerification.Answer(row.id(), statements, Optional.empty());
    } catch (EngineException e) {
      if (e.fault() instanceof RunFault.NotVerified fault) {
        return new StateVerification.Answer(
            row.id(), statements, Optional.of(fault.message(names)));
      }
      throw e;
    }
  }
}
