package dev.schemamigration.engine.offline;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.SessionScript;
import dev.schemamigration.database.tracking.TrackingScript;
import dev.schemamigration.engine.budget.PassBudget;
import dev.schemamigration.engine.changelog.ChangelogParser;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.Selection;
import dev.schemamigration.engine.changelog.StatementGenerator;
import dev.schemamigration.engine.liquibase.LiquibaseBinding;
import dev.schemamigration.engine.statement.SqlPreview;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Parses revisions and writes them as scripts, without a database. Not thread-safe. */
public final class OfflineEngine implements AutoCloseable {
  private final LiquibaseBinding binding;
  private final PassBudget budget;

  /**
   * @param settings of the database that the scripts are for, which is not connected to
   * @param budget of the pass, which the engine closes
   */
  public OfflineEngine(ConnectionSettings settings, PassBudget budget) {
    this.binding = new LiquibaseBinding(settings.firstSchema(), settings.trackingSchema());
    this.budget = budget;
  }

  /** For no database in particular. */
  public OfflineEngine(PassBudget budget) {
    this.binding =
        new LiquibaseBinding(Optional.empty(), ConnectionSettings.DEFAULT_TRACKING_SCHEMA);
    this.budget = budget;
  }

  /** Generates the SQL that applies a revision. */
  public List<String> upgradeSql(ParsedChangelog changelog) {
    return new SqlPreview(StatementGenerator.of(binding)).up(changelog);
  }

  /** Generates the SQL that undoes a revision. */
  public List<String> downgradeSql(ParsedChangelog changelog) {
    return new SqlPreview(StatementGenerator.of(binding)).down(changelog, key -> true);
  }

  /**
   * Parses a revision file of a bundle, and validates it.
   *
   * @param selection which of its changesets are in question
   * @throws dev.schemamigration.engine.fault.EngineException when it is invalid or refused
   */
  public ParsedChangelog parse(
      Bundle bundle,
      RevisionFile file,
      List<Parameter> parameters,
      Selection selection,
      ParsePurpose purpose) {
    return ChangelogParser.of(binding, budget)
        .parse(file, bundle.resources(), parameters, selection, purpose);
  }

  /**
   * Returns a writer of revisions.
   *
   * @param autocommitTimeout of a statement outside of a transaction; zero for none
   */
  public RevisionScript revisions(
      SessionScript session, TrackingScript tracking, Duration autocommitTimeout) {
    var statements = new ScriptStatements(StatementGenerator.of(binding));
    return new RevisionScript(
        session,
        tracking,
        statements,
        new AutocommitStatements(session, tracking, statements, autocommitTimeout));
  }

  @Override
  public void close() {
    binding.close();
    budget.close();
  }
}
