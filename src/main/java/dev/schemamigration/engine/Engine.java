package dev.schemamigration.engine;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.autocommit.AutocommitRunner;
import dev.schemamigration.engine.autocommit.AutocommitScripts;
import dev.schemamigration.engine.changelog.ChangelogParser;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.StatementGenerator;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.LiquibaseBinding;
import dev.schemamigration.engine.run.ChangesetRunner;
import dev.schemamigration.engine.run.Preconditions;
import dev.schemamigration.engine.run.RevisionRunner;
import dev.schemamigration.engine.run.StagedDowngrade;
import dev.schemamigration.engine.run.StagedUpgrade;
import dev.schemamigration.engine.statement.RunControl;
import dev.schemamigration.engine.statement.StatementSender;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Liquibase bound to one session. Not for several threads. */
public final class Engine implements AutoCloseable {
  private final Session session;
  private final LiquibaseBinding binding;

  /** Binds Liquibase to {@code session}. */
  public Engine(Session session) {
    this.session = session;
    this.binding = new LiquibaseBinding(session);
  }

  /**
   * Parses a revision file and checks it.
   *
   * @param resources other files it may read
   * @throws EngineException for everything that is wrong with it
   */
  public ParsedChangelog parse(
      RevisionFile file, Map<String, byte[]> resources, List<Parameter> parameters) {
    return parse(file, resources, parameters, ParsePurpose.UPGRADE);
  }

  /** The same for another purpose than to be run. */
  public ParsedChangelog parse(
      RevisionFile file,
      Map<String, byte[]> resources,
      List<Parameter> parameters,
      ParsePurpose purpose) {
    return ChangelogParser.of(binding).parse(file, resources, parameters, purpose);
  }

  /**
   * Parses revision files that are to be run, up to the first that fails.
   *
   * @return those before it, in the same order
   */
  public List<ParsedChangelog> parseAll(
      List<RevisionFile> files, Map<String, byte[]> resources, List<Parameter> parameters) {
    return new ParallelParser(files, (parser, file) -> parser.parse(file, resources, parameters))
        .parse(session, ChangelogParser.of(binding));
  }

  /**
   * What runs revisions on this session.
   *
   * @param recorded the state they start from
   * @param autocommitTimeout how long a statement outside a transaction may take; zero means for
   *     ever
   */
  public RevisionRunner runner(
      TrackingTables tracking,
      UUID run,
      RecordedState recorded,
      RunControl control,
      Duration autocommitTimeout) {
    var sender = new StatementSender(session, control);
    var statements = StatementGenerator.of(binding);
    var conditions = new Preconditions(session, binding.database());
    var changesets = new ChangesetRunner(session, conditions, statements, sender);
    var autocommit = new AutocommitRunner(session, tracking, sender, run, autocommitTimeout);
    var scripts = new AutocommitScripts(statements);
    var down = new StagedDowngrade(session, tracking, changesets, scripts, autocommit, run);
    var up =
        new StagedUpgrade(
            session, tracking, conditions, changesets, scripts, autocommit, down, run);
    return new RevisionRunner(session, tracking, conditions, changesets, up, down, run, recorded);
  }

  @Override
  public void close() {
    binding.close();
  }
}
