package dev.schemamigration.engine;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.autocommit.AutocommitRunner;
import dev.schemamigration.engine.autocommit.AutocommitScripts;
import dev.schemamigration.engine.budget.PassBudget;
import dev.schemamigration.engine.changelog.ChangelogParser;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.Selection;
import dev.schemamigration.engine.changelog.StatementGenerator;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.LiquibaseBinding;
import dev.schemamigration.engine.run.ChangesetRunner;
import dev.schemamigration.engine.run.Preconditions;
import dev.schemamigration.engine.run.RevisionRunner;
import dev.schemamigration.engine.run.RevisionVerification;
import dev.schemamigration.engine.run.StagedDowngrade;
import dev.schemamigration.engine.run.StagedUpgrade;
import dev.schemamigration.engine.statement.RunControl;
import dev.schemamigration.engine.statement.SqlPreview;
import dev.schemamigration.engine.statement.StatementSender;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** Parses and executes revisions on one session, with Liquibase bound to it. Not thread-safe. */
public final class Engine implements AutoCloseable {
  private final Session session;
  private final LiquibaseBinding binding;
  private final PassBudget budget;

  /**
   * Binds Liquibase to {@code session}.
   *
   * @param budget of the pass, which the engine closes
   */
  public Engine(Session session, PassBudget budget) {
    this.session = session;
    this.budget = budget;
    this.binding = new LiquibaseBinding(session);
  }

  /**
   * Parses a revision file that is to be applied, and validates it.
   *
   * @param resources other files that it may read
   * @param selection which of its changesets are in question
   * @throws EngineException when it is invalid or refused
   */
  public ParsedChangelog parse(
      RevisionFile file,
      Map<String, byte[]> resources,
      List<Parameter> parameters,
      Selection selection) {
    return parse(file, resources, parameters, selection, ParsePurpose.UPGRADE);
  }

  /** Parses a revision file for {@code purpose}, and validates it. */
  public ParsedChangelog parse(
      RevisionFile file,
      Map<String, byte[]> resources,
      List<Parameter> parameters,
      Selection selection,
      ParsePurpose purpose) {
    return ChangelogParser.of(binding, budget)
        .parse(file, resources, parameters, selection, purpose);
  }

  /**
   * Parses revision files that are to be applied, up to the first that fails.
   *
   * @param selection which of their changesets are in question
   * @return those before it, in the same order
   */
  public List<ParsedChangelog> parseAll(
      List<RevisionFile> files,
      Map<String, byte[]> resources,
      List<Parameter> parameters,
      Selection selection) {
    return new ParallelParser(
            files,
            (parser, file) ->
                parser.parse(file, resources, parameters, selection, ParsePurpose.UPGRADE))
        .parse(session, it -> ChangelogParser.of(it, budget), binding);
  }

  /**
   * Generates the SQL that would apply a revision now, whatever its preconditions evaluate to, with
   * placeholders for the values of Secrets. Sends nothing but the queries that Liquibase needs.
   */
  public List<String> upgradeSql(ParsedChangelog changelog) {
    return new SqlPreview(StatementGenerator.of(binding)).up(changelog);
  }

  /**
   * Generates the SQL that would undo a revision now.
   *
   * @param undone whether a changeset is undone, by its key
   */
  public List<String> downgradeSql(ParsedChangelog changelog, Predicate<String> undone) {
    return new SqlPreview(StatementGenerator.of(binding)).down(changelog, undone);
  }

  /**
   * Returns a runner of revisions on this session.
   *
   * @param recorded the state before the run
   * @param autocommitTimeout of a statement outside of a transaction; zero for none
   */
  public RevisionRunner runner(
      TrackingTables tracking,
      UUID run,
      RecordedState recorded,
      RunControl control,
      Duration autocommitTimeout) {
    var sender = new StatementSender(session, control);
    var statements = StatementGenerator.of(binding);
    var preconditions = new Preconditions(session, binding.database());
    var changesets = new ChangesetRunner(session, preconditions, statements, sender);
    var autocommit = new AutocommitRunner(session, tracking, sender, run, autocommitTimeout);
    var scripts = new AutocommitScripts(statements);
    var verification = new RevisionVerification(session, control);
    var down = new StagedDowngrade(session, tracking, changesets, scripts, autocommit, run);
    var up =
        new StagedUpgrade(
            session,
            tracking,
            preconditions,
            changesets,
            scripts,
            autocommit,
            down,
            verification,
            run);
    return new RevisionRunner(
        session, tracking, preconditions, changesets, up, down, verification, run, recorded);
  }

  @Override
  public void close() {
    binding.close();
    budget.close();
  }
}
