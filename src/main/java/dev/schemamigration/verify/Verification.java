package dev.schemamigration.verify;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.scratch.ScratchDatabases;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Verifies a directory: all checks, one after the other, on scratch databases. */
public final class Verification {
  private final Connector connector;
  private final Migration migration;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  public Verification(Connector connector, Migration migration, LongSupplier nanoTime) {
    this.connector = connector;
    this.migration = migration;
    this.nanoTime = nanoTime;
  }

  /**
   * Verifies it.
   *
   * @param databases creates the scratch databases, which are gone when this returns
   * @param cancellation may be requested from any thread
   * @throws VerificationStopped when the server fails it, or it is cancelled
   */
  public VerificationReport run(
      VerificationRequest request,
      ScratchDatabases databases,
      VerificationListener listener,
      Cancellation cancellation) {
    long began = nanoTime.getAsLong();
    var history = History.of(request.bundle(), request.range());
    var findings = new Findings(request.acceptedLoss());
    var settings = databases.settings();
    var tracking = settings.trackingSchema();
    var runs = new ScratchRuns(databases, migration, request, connector, cancellation);
    var levels = new Levels();
    var passes = new FullPasses(runs, history, request, findings, levels, listener);
    Optional<DatabaseFacts> server = passes.run(runs.empty()).server();
    try {
      for (boolean remembers : List.of(true, false)) {
        var steps =
            new SingleSteps(
                runs,
                history,
                request,
                findings,
                levels,
                listener,
                passes.irreversible(),
                tracking,
                remembers);
        if (steps.run()) {
          break;
        }
      }
      new SeveralHeads(runs, history, request, findings).run();
    } catch (SQLException e) {
      throw new VerificationStopped(
          new FaultTranslator(settings, request.parameters(), request.names()).of(e));
    } catch (UnreachableLevel e) {
      findings.add(
          Finding.failure(
              Check.UPGRADE_AGAIN,
              "",
              "it cannot be applied on a second database: " + e.getMessage()));
    }
    return new VerificationReport(
        request.bundle().name(),
        server,
        history.steps().stream().map(it -> it.revision()).toList(),
        request.sample(),
        findings.results(),
        findings.all(),
        findings.dropped(),
        Duration.ofNanos(nanoTime.getAsLong() - began));
  }
}
