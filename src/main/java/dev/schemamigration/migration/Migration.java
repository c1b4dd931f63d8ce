package dev.schemamigration.migration;

import dev.schemamigration.database.Author;
import dev.schemamigration.database.ConnectionSettings;
import dev.schemamigration.database.Connector;
import dev.schemamigration.database.DatabaseFault;
import dev.schemamigration.database.JournalEvent;
import dev.schemamigration.database.RecordedState;
import dev.schemamigration.database.Session;
import dev.schemamigration.database.SessionTimeouts;
import dev.schemamigration.database.SqlFaults;
import dev.schemamigration.database.TrackingTables;
import dev.schemamigration.engine.Engine;
import dev.schemamigration.plan.StampPlanner;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The one pass: open a session, read what is applied, resolve the target, plan, preview, judge,
 * carry out, report. What can be expected to go wrong comes back in the report.
 */
public final class Migration {
  private final Connector connector;
  private final Clock time;
  private final RandomGenerator random;
  private final Duration patience;

  /**
   * @param random spreads the pauses between tries
   * @param patience how long a run waits for another one to give the migration lock back
   */
  public Migration(Connector connector, Clock time, RandomGenerator random, Duration patience) {
    this.connector = connector;
    this.time = time;
    this.random = random;
    this.patience = patience;
  }

  /** Says what there is to do, and writes nothing. Cheap when there is nothing. */
  public Report look(Request request) {
    var findings = new Findings();
    try (var session = new Sessions(connector, request).open(SessionTimeouts.LOOK, findings);
        var engines = new LazyEngine(session)) {
      var tracking = tracking(request, session, UUID.randomUUID());
      var recorded = tracking.read();
      var takeover = Takeover.find(request, session, recorded, engines);
      var seen = takeover.map(it -> it.foreseen(request)).orElse(recorded);
      var decision = stations(request, session, tracking, engines, findings).decide(seen);
      boolean nothing = decision instanceof Decision.Settled && takeover.isEmpty();
      return findings.report(nothing ? new Outcome.Settled() : new Outcome.Pending());
    } catch (Exception e) {
      return stopped(request, findings, e);
    }
  }

  /**
   * Does what there is to do. Several may be started for one database, from anywhere: one runs, and
   * the others wait for it as long as their patience lasts.
   *
   * @param listener told on this thread what happens
   * @param cancellation may be requested from any thread
   */
  public Report migrate(Request request, RunListener listener, Cancellation cancellation) {
    var findings = new Findings();
    var clock = new RunClock(cancellation, request.execution().deadline());
    var execution = request.execution();
    var timeouts = new SessionTimeouts(execution.lockTimeout(), execution.statementTimeout());
    var sessions = new Sessions(connector, request);
    try (var session = sessions.open(timeouts, findings);
        var engines = new LazyEngine(session)) {
      var id = UUID.randomUUID();
      var tracking = tracking(request, session, id);
      var journal = new RunJournal(session, tracking, id);
      turn(session, clock).take(findings, listener);
      var recorded = begun(request, session, tracking, engines, listener, id);
      return switch (decided(request, session, tracking, engines, findings, journal, recorded)) {
        case Decision.Settled settled -> findings.report(new Outcome.Settled());
        case Decision.Go go -> {
          var faults = new Faults(request);
          session.announce(PlanRun.applicationName(request, go.plan().steps().getFirst()));
          journal.began(go.view());
          try (var watch = new RunWatch(session, clock, sessions::observer, listener)) {
            var retry = new StepRetry(faults, findings, listener, watch, clock, new Pause(random));
            new PlanRun(
                    request,
                    session,
                    tracking,
                    engines.engine(),
                    findings,
                    listener,
                    watch,
                    clock,
                    retry,
                    time,
                    id)
                .carryOut(go);
          } catch (Exception e) {
            journal.failed(findings.where(), faults.of(e), e);
            throw e;
          }
          journal.ended(findings.where());
          yield findings.report(new Outcome.Migrated());
        }
      };
    } catch (Exception e) {
      return stopped(request, findings, e);
    }
  }

  private static Decision decided(
      Request request,
      Session session,
      TrackingTables tracking,
      LazyEngine engines,
      Findings findings,
      RunJournal journal,
      RecordedState recorded)
      throws SQLException {
    try {
      return stations(request, session, tracking, engines, findings).decide(recorded);
    } catch (FaultException e) {
      if (e.fault().reason().station() == Station.PLAN_APPROVED) {
        journal.refused(e.fault(), e);
      }
      throw e;
    }
  }

  /**
   * Records revisions as applied without running them, as Alembic's {@code stamp} does. The goal
   * and the rules of the request are not looked at.
   *
   * @param targets ids, labels, {@code head}, {@code heads} or {@code base}
   * @param purge forget what is recorded first, whatever it is
   */
  public Report stamp(
      Request request, List<String> targets, boolean purge, Cancellation cancellation) {
    var findings = new Findings();
    var clock = new RunClock(cancellation, request.execution().deadline());
    try (var session = new Sessions(connector, request).open(SessionTimeouts.LOOK, findings);
        var engines = new LazyEngine(session)) {
      var id = UUID.randomUUID();
      var tracking = tracking(request, session, id);
      turn(session, clock).take(findings, RunListener.SILENT);
      var recorded = tracking.read();
      var graph = Known.of(request.bundle(), recorded).whole();
      var wanted = StampPlanner.stamp(graph, graph.headsOf(recorded.applied()), targets, purge);
      var stamping = new Stamping(request, session, tracking, engines.engine(), id);
      // A stamp that fails leaves no tables: their being there ends the search for other histories.
      session.inTransaction(
          () ->
              stamping.record(
                  graph,
                  installed(session, tracking, recorded),
                  wanted,
                  Map.of(),
                  JournalEvent.STAMPED,
                  ""));
      findings.standsAt(List.copyOf(graph.headsOf(wanted)));
      return findings.report(new Outcome.Migrated());
    } catch (Exception e) {
      return stopped(request, findings, e);
    }
  }

  private Turn turn(Session session, RunClock clock) {
    return new Turn(session, clock, new Pause(random), time, patience);
  }

  /**
   * The state to start from: on a first run the tables are made and another tool's history taken.
   */
  private static RecordedState begun(
      Request request,
      Session session,
      TrackingTables tracking,
      LazyEngine engines,
      RunListener listener,
      UUID id)
      throws SQLException {
    var recorded = tracking.read();
    var takeover = Takeover.find(request, session, recorded, engines);
    if (takeover.isEmpty()) {
      return installed(session, tracking, recorded);
    }
    var history = takeover.get();
    var stamping = new Stamping(request, session, tracking, engines.engine(), id);
    session.inTransaction(
        () -> {
          var empty = installed(session, tracking, recorded);
          history.rename(tracking, session.settings().trackingSchema());
          stamping.record(
              history.graph(),
              empty,
              history.revisions(),
              history.executionTypes(),
              JournalEvent.ADOPTED,
              history.described());
        });
    listener.adopted(history.tool(), List.copyOf(history.graph().oldestFirst(history.revisions())));
    return tracking.read();
  }

  private static RecordedState installed(
      Session session, TrackingTables tracking, RecordedState recorded) throws SQLException {
    if (recorded.installed()) {
      return recorded;
    }
    try {
      tracking.install();
    } catch (SQLException e) {
      throw notInstalled(session.settings(), SqlFaults.classify(e), e);
    }
    return tracking.read();
  }

  private static FaultException notInstalled(
      ConnectionSettings settings, DatabaseFault fault, SQLException e) throws SQLException {
    if (fault.kind() != DatabaseFault.Kind.PERMISSION) {
      throw e;
    }
    var role = settings.role().orElse(settings.user());
    return new FaultException(
        Reason.PermissionDenied,
        "spec.database.trackingSchema: "
            + role
            + " cannot make the tables of schema "
            + settings.trackingSchema()
            + " in "
            + settings.address()
            + ": "
            + fault.summary()
            + "; GRANT CREATE ON DATABASE "
            + settings.database()
            + " TO "
            + role
            + ", or create the schema with "
            + role
            + " as its owner");
  }

  private static TrackingTables tracking(Request request, Session session, UUID run) {
    var requester = request.requester();
    return new TrackingTables(
        session, new Author(requester.name(), requester.generation(), requester.version()), run);
  }

  private static Stations stations(
      Request request,
      Session session,
      TrackingTables tracking,
      LazyEngine engines,
      Findings findings) {
    return new Stations(request, session, tracking, engines, findings);
  }

  private static Report stopped(Request request, Findings findings, Exception e) {
    return findings.report(new Outcome.Stopped(new Faults(request).of(e)));
  }

  /** Liquibase is loaded when it is first needed, which on the settled path is never. */
  private static final class LazyEngine implements Stations.EngineSupply, AutoCloseable {
    private final Session session;
    private Engine engine;

    private LazyEngine(Session session) {
      this.session = session;
    }

    @Override
    public Engine engine() {
      if (engine == null) {
        engine = new Engine(session);
      }
      return engine;
    }

    @Override
    public void close() {
      if (engine != null) {
        engine.close();
      }
    }
  }
}
