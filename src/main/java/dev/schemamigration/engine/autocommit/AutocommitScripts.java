package dev.schemamigration.engine.autocommit;

import dev.schemamigration.database.tracking.StatementRecord;
import dev.schemamigration.engine.autocommit.AutocommitScript.Statement;
import dev.schemamigration.engine.autocommit.kind.AutocommitKinds;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.StatementGenerator;
import dev.schemamigration.engine.statement.GeneratedStatements;
import dev.schemamigration.engine.statement.StatementPosition;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.text.Digest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;

/** Generates the scripts of changesets that are executed outside of a transaction. */
public final class AutocommitScripts {
  private final StatementGenerator statements;

  public AutocommitScripts(StatementGenerator statements) {
    this.statements = statements;
  }

  /**
   * Returns the script that applies a changeset or rolls it back.
   *
   * @param journal rows of the attempt, by changeset
   */
  public AutocommitScript of(
      ParsedChangelog parsed,
      Operation operation,
      Changeset changeset,
      UUID attempt,
      Map<String, NavigableMap<Integer, StatementRecord>> journal) {
    var revision = parsed.file().id();
    var batches =
        switch (operation) {
          case UPGRADE -> statements.up(changeset);
          case DOWNGRADE -> statements.down(revision, changeset);
        };
    List<Statement> all = new ArrayList<>();
    for (var batch : batches) {
      var position = StatementPosition.of(parsed, operation, changeset, all.size() + 1);
      for (var statement : GeneratedStatements.of(parsed, batch, position)) {
        all.add(
            new Statement(
                statement,
                position.at(all.size() + 1),
                AutocommitKinds.of(statement),
                Digest.of(parsed.withoutSecrets(statement.text()))));
      }
    }
    return new AutocommitScript(
        attempt,
        changeset.key(),
        all,
        journal.getOrDefault(changeset.key(), Collections.emptyNavigableMap()));
  }
}
