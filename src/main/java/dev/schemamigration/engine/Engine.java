package dev.schemamigration.engine;

import dev.schemamigration.database.Session;
import dev.schemamigration.database.TrackingTables;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import liquibase.Scope;
import liquibase.executor.ExecutorService;

/** Liquibase bound to one session. Not for several threads. */
public final class Engine implements AutoCloseable {
  private final Session session;
  private final RunDatabase database;
  private final StatementTap tap;

  /** Binds Liquibase to {@code session}. */
  public Engine(Session session) {
    this.session = session;
    this.database = new RunDatabase();
    this.tap = new StatementTap();
    try {
      LiquibaseScope.call(
          new BundleFiles(Map.of()),
          () -> {
            database.setConnection(new GatedConnection(session.connection()));
            database.setDefaultSchemaName(session.settings().schema().split(",")[0].strip());
            database.setLiquibaseSchemaName(session.settings().trackingSchema());
            tap.setDatabase(database);
            Scope.getCurrentScope()
                .getSingleton(ExecutorService.class)
                .setExecutor("jdbc", database, tap);
            return true;
          });
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("Liquibase cannot use the session", e);
    }
  }

  /**
   * Parses a revision file and checks it.
   *
   * @param resources other files it may read
   * @throws EngineException for everything that is wrong with it
   */
  public Parsed parse(
      RevisionFile file, Map<String, byte[]> resources, List<Parameter> parameters) {
    return new ChangelogParser(database, new ChangeStatements(database, tap))
        .parse(file, resources, parameters);
  }

  /**
   * What runs revisions on this session.
   *
   * @param lastOrder highest ORDEREXECUTED recorded
   * @param loneTimeout how long a statement outside a transaction may take; zero means for ever
   */
  public RevisionRunner runner(
      TrackingTables tracking, UUID run, int lastOrder, RunControl control, Duration loneTimeout) {
    var sender = new StatementSender(session, control);
    var statements = new ChangeStatements(database, tap);
    var changesets = new ChangesetRunner(session, database, statements, sender);
    var lone = new LoneRunner(session, tracking, sender, run, loneTimeout);
    var staged = new StagedRevision(session, tracking, changesets, statements, lone, run);
    return new RevisionRunner(session, tracking, changesets, staged, run, lastOrder);
  }

  /** The SQL that applies a revision, in order. */
  public List<String> upgradeSql(Parsed parsed) {
    var statements = new ChangeStatements(database, tap);
    return sql(parsed, parsed.changesets(), statements::up);
  }

  /** The SQL that undoes a revision, in order. */
  public List<String> downgradeSql(Parsed parsed) {
    var statements = new ChangeStatements(database, tap);
    return sql(
        parsed, parsed.changesets().reversed(), it -> statements.down(parsed.file().id(), it));
  }

  private List<String> sql(
      Parsed parsed,
      List<Changeset> changesets,
      java.util.function.Function<Changeset, List<ChangeStatements.Batch>> batches) {
    var sql = new ArrayList<String>();
    for (var changeset : changesets) {
      for (var batch : batches.apply(changeset)) {
        try {
          LiquibaseScope.call(parsed.files(), batch::statements).forEach(it -> sql.add(it.text()));
        } catch (RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new EngineException(
              new EngineFault.InvalidChangelog(
                  parsed.file().path(), String.valueOf(e.getMessage())),
              e);
        }
      }
    }
    return sql;
  }

  @Override
  public void close() {
    Scope.getCurrentScope().getSingleton(ExecutorService.class).clearExecutor("jdbc", database);
  }
}
