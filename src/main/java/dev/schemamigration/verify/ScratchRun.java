package dev.schemamigration.verify;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.DatabaseFacts;
import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.PlanPreview;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.plan.Step;
import dev.schemamigration.schema.model.SchemaModel;
import dev.schemamigration.scratch.ScratchDatabase;
import dev.schemamigration.verify.catalog.Catalog;
import dev.schemamigration.verify.catalog.CatalogPool;
import dev.schemamigration.verify.catalog.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One scratch database: takes it from level to level, and looks at it over a second connection. */
final class ScratchRun implements AutoCloseable {
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

  private final ScratchDatabase database;
  private final Migration migration;
  private final VerificationRequest request;
  private final Connector connector;
  private final Cancellation cancellation;
  private final CatalogPool pool;
  private final ModelReader models;
  private Optional<Catalog> last = Optional.empty();
  private boolean upToDate;
  private @Nullable Connection viewer;
  private @Nullable CatalogReader catalogs;

  ScratchRun(
      ScratchDatabase database,
      Migration migration,
      VerificationRequest request,
      Connector connector,
      Cancellation cancellation,
      CatalogPool pool) {
    this.pool = pool;
    this.models = new ModelReader(connector, database.settings());
    this.database = database;
    this.migration = migration;
    this.request = request;
    this.connector = connector;
    this.cancellation = cancellation;
  }

  /** Receives each step that has been committed. */
  interface AfterStep {
    void committed(Step step) throws SQLException;
  }

  /**
   * What a run came to.
   *
   * @param fault why it stopped, if it did
   * @param at the step at which it stopped
   * @param done the steps that were committed
   * @param irreversible those that it has applied, or would have, and that cannot be undone
   * @param settled whether there was nothing to do
   * @param server on which it ran
   */
  record Moved(
      Optional<Fault> fault,
      Optional<Step> at,
      List<Step> done,
      List<String> irreversible,
      boolean settled,
      Optional<DatabaseFacts> server) {}

  /** Runs to a goal. */
  Moved move(Goal goal) {
    return move(goal, step -> {});
  }

  /**
   * Runs to a goal.
   *
   * @throws VerificationStopped when that is not the directory's fault
   */
  Moved move(Goal goal, AfterStep afterStep) {
    var moved = attempt(goal, afterStep);
    moved
        .fault()
        .filter(it -> !Blame.ofDirectory(it.reason()))
        .ifPresent(
            it -> {
              throw new VerificationStopped(it);
            });
    return moved;
  }

  /** Runs to a goal, whatever stops it. */
  Moved attempt(Goal goal, AfterStep afterStep) {
    upToDate = false;
    var listener = new Recorder(afterStep);
    var report = migration.migrate(request.run(database.settings(), goal), listener, cancellation);
    if (listener.failure().isPresent()) {
      throw stopped(listener.failure().get());
    }
    var fault = report.fault();
    return new Moved(
        fault,
        fault.isPresent() ? listener.current() : Optional.empty(),
        listener.done(),
        report.plan().map(PlanPreview::irreversible).orElse(List.of()),
        report.outcome() instanceof Outcome.Settled,
        report.database());
  }

  /** What the database is made of now. */
  Catalog catalog() {
    try {
      if (last.isPresent() && upToDate) {
        return last.get();
      }
      viewer();
      var now = Objects.requireNonNull(catalogs).read();
      last = Optional.of(now);
      upToDate = true;
      return now;
    } catch (SQLException e) {
      throw stopped(e);
    }
  }

  /** The same as the comparison library has it; empty where it cannot make sense of something. */
  Optional<SchemaModel> model() {
    return models.read();
  }

  /** A connection in autocommit, as the role of the migrations. */
  Connection viewer() throws SQLException {
    var open = viewer;
    if (open == null || open.isClosed()) {
      open = connect(true);
      viewer = open;
      catalogs = new CatalogReader(open, trackingSchema(), request.ownServer(), pool);
    }
    return open;
  }

  /**
   * A further connection in autocommit; the caller closes it.
   *
   * @param asRole as the role of the migrations, else as the login
   */
  Connection connect(boolean asRole) throws SQLException {
    var connection = connector.connect(database.settings(), "schemactl verify", LONGEST_ANSWER);
    try (var statement = connection.createStatement()) {
      var role = database.settings().role().filter(it -> asRole);
      if (role.isPresent()) {
        statement.execute("SET ROLE " + SqlQuoting.identifier(role.get()));
      }
      statement.execute("SET search_path TO pg_catalog, pg_temp");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The schema of the tables that record what has run. */
  String trackingSchema() {
    return database.settings().trackingSchema();
  }

  /** Ends the verification, because the server failed it. */
  VerificationStopped stopped(SQLException e) {
    return new VerificationStopped(
        new FaultTranslator(database.settings(), request.parameters(), request.names()).of(e));
  }

  @Override
  public void close() {
    models.close();
    try {
      if (viewer != null) {
        viewer.close();
      }
    } catch (SQLException e) {
      // The database goes with it.
    }
    database.close();
  }

  /** Remembers where a run is. The pass would take an exception of its listener for its own. */
  private final class Recorder implements RunListener {
    private final AfterStep afterStep;
    private final List<Step> done = new ArrayList<>();
    private Optional<Step> current = Optional.empty();
    private Optional<SQLException> failure = Optional.empty();

    Recorder(AfterStep afterStep) {
      this.afterStep = afterStep;
    }

    @Override
    public void began(StepProgress progress) {
      current = Optional.of(progress.step());
    }

    @Override
    public void committed(Step step) {
      done.add(step);
      upToDate = false;
      current = Optional.empty();
      if (failure.isEmpty()) {
        try {
          afterStep.committed(step);
        } catch (SQLException e) {
          failure = Optional.of(e);
        }
      }
    }

    Optional<Step> current() {
      return current;
    }

    List<Step> done() {
      return List.copyOf(done);
    }

    Optional<SQLException> failure() {
      return failure;
    }
  }
}
