package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.format.ChangelogParameters;
import java.util.HashSet;
import java.util.List;

/** Finds the names that a changelog uses, that need a value and have none. */
final class MissingNames {
  private final ParsedChangelog parsed;
  private final ChangesetChoice choice;
  private final ChangelogParameters values;
  private final StatementGenerator statements;

  MissingNames(
      ParsedChangelog parsed,
      ChangesetChoice choice,
      ChangelogParameters values,
      StatementGenerator statements) {
    this.parsed = parsed;
    this.choice = choice;
    this.values = values;
    this.statements = statements;
  }

  /** Returns them in order of appearance. */
  List<String> of(ParsePurpose purpose) throws Exception {
    return switch (purpose) {
      case UPGRADE, RECORD ->
          values.missing().isEmpty() || choice.leftOut().isEmpty()
              ? values.missing()
              : besidesLeftOut(purpose);
      case COMPARISON -> List.of();
      case DOWNGRADE -> values.missing().isEmpty() ? List.of() : values.missingIn(rollbackSql());
    };
  }

  /** Returns them without the names that only changesets use which are left out. */
  private List<String> besidesLeftOut(ParsePurpose purpose) throws Exception {
    var leftOut = new SerializedTexts();
    choice.leftOut().forEach(leftOut::add);
    var inQuestion = new SerializedTexts();
    choice.inQuestion().forEach(inQuestion::add);
    inQuestion.add(parsed.changelog().getPreconditions());
    if (purpose.applies()) {
      inQuestion.add(upgradeSql());
    }
    var excused = new HashSet<>(values.missingIn(leftOut.joined()));
    values.missingIn(inQuestion.joined()).forEach(excused::remove);
    return values.missing().stream().filter(it -> !excused.contains(it)).toList();
  }

  /** The files that changes read are in their statements only. */
  private String upgradeSql() throws Exception {
    var sql = new StringBuilder();
    for (var changeset : parsed.changesets()) {
      for (var batch : statements.up(changeset)) {
        if (batch.fixed()) {
          batch.statements().forEach(it -> sql.append(it.text()).append('\n'));
        }
      }
    }
    return sql.toString();
  }

  private String rollbackSql() throws Exception {
    var sql = new StringBuilder();
    var reversible =
        parsed.changesets().stream().filter(it -> it.irreversible().isEmpty()).toList();
    for (var changeset : reversible) {
      for (var batch : statements.down(parsed.file().id(), changeset)) {
        for (var statement : batch.statements()) {
          sql.append(statement.text()).append('\n');
        }
      }
    }
    return sql.toString();
  }
}
