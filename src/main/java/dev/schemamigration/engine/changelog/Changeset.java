package dev.schemamigration.engine.changelog;

import dev.schemamigration.database.tracking.ChangelogRow;
import dev.schemamigration.database.tracking.ChangesetId;
import dev.schemamigration.database.tracking.ExecType;
import dev.schemamigration.engine.format.RollbackReferences;
import dev.schemamigration.engine.sql.TextLines;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.change.CheckSum;
import liquibase.change.DbmsTargetedChange;
import liquibase.change.core.EmptyChange;
import liquibase.change.core.RawSQLChange;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseList;
import org.jspecify.annotations.Nullable;

/** One changeset of a revision. */
public final class Changeset {
  private static final Set<String> ANY_CHECKSUM = Set.of("1:any", "1:all", "any", "all");
  private static final int DESCRIPTION_LENGTH = 250;
  private static final int FILTER_LENGTH = 255;

  private final ChangeSet changeSet;
  private final String checksum;
  private final UnaryOperator<String> mask;
  private final Database database;
  private final Function<Change, TextLines> lines;
  private final Optional<String> irreversible;
  private boolean invalid;
  private @Nullable List<ChangeStatements> up;
  private @Nullable List<ChangeStatements> rollback;

  /**
   * Reads the files that its changes name, so they must be in scope.
   *
   * @param mask removes secrets from what is recorded
   * @param lines finds the SQL of a change in the revision file
   */
  Changeset(
      ChangeSet changeSet,
      String checksum,
      Database database,
      UnaryOperator<String> mask,
      Function<Change, TextLines> lines) {
    this.lines = lines;
    this.changeSet = changeSet;
    this.checksum = checksum;
    this.mask = mask;
    this.database = database;
    this.irreversible = whyIrreversible();
  }

  /** Returns {@code path::id::author}. */
  public String key() {
    return id().key();
  }

  /** Returns what Liquibase identifies it by. */
  public ChangesetId id() {
    return id(changeSet);
  }

  static ChangesetId id(ChangeSet changeSet) {
    return new ChangesetId(changeSet.getFilePath(), changeSet.getId(), changeSet.getAuthor());
  }

  /** Returns its name in messages: the one its author wrote, or that of a plain script's file. */
  public String displayName() {
    return plainScript()
        ? id().described()
        : "changeset " + changeSet.getAuthor() + ":" + changeSet.getId();
  }

  /** Returns where the SQL of a change is in the revision file. */
  TextLines lines(Change change) {
    return lines.apply(change);
  }

  /** Whether it is a whole SQL file without any line of Liquibase's format. */
  public boolean plainScript() {
    return id().isPlainScript();
  }

  /** Returns the name of {@code part} of it in messages that have named its file. */
  public String at(String part) {
    return plainScript() ? part : displayName() + ", " + part;
  }

  /** Returns Liquibase's checksum of its changes with its parameters expanded. */
  public String checksum() {
    return checksum;
  }

  /** Whether its author declares {@code checksum} to be valid. */
  public boolean declaresValid(String checksum) {
    return declaresValid(changeSet, checksum);
  }

  static boolean declaresValid(ChangeSet changeSet, String checksum) {
    return changeSet.getValidCheckSums().stream()
        .map(CheckSum::toString)
        .anyMatch(it -> ANY_CHECKSUM.contains(it.toLowerCase(Locale.ROOT)) || it.equals(checksum));
  }

  /** Whether it has contexts or labels, its own or those of its file. */
  public boolean conditional() {
    return changeSet.buildFullContext() != null || changeSet.buildFullLabels() != null;
  }

  /** Whether its statements can share a transaction. */
  public boolean transactional() {
    return changeSet.isRunInTransaction();
  }

  /** Whether the run continues when it fails. */
  public boolean mayFail() {
    return Boolean.FALSE.equals(changeSet.getFailOnError());
  }

  /**
   * Returns why it cannot be rolled back; empty when it can. A rollback without changes for
   * Postgres says that nothing is to be undone. A text without a statement may as well be one that
   * was commented out or never written, and counts as none.
   */
  public Optional<String> irreversible() {
    return irreversible;
  }

  private Optional<String> whyIrreversible() {
    if (changeSet.hasCustomRollbackChanges()) {
      var changes = rollback();
      var elsewhere = rollbackElsewhere();
      if (elsewhere.isPresent()) {
        return Optional.of(displayName() + ": its rollback is " + elsewhere.get());
      }
      return !changes.isEmpty() && changes.stream().allMatch(Changeset::isEmpty)
          ? Optional.of("the rollback of " + displayName() + " holds no statement")
          : Optional.empty();
    }
    return changes().stream()
        .filter(it -> !reversible(it))
        .findFirst()
        .map(
            it ->
                displayName()
                    + (plainScript() ? "" : " (" + it.getSerializedObjectName() + ")")
                    + " has no rollback");
  }

  /** Returns which changeset outside of its file its rollback is; empty when it is none. */
  Optional<String> rollbackElsewhere() {
    return rollback().stream()
        .filter(it -> it instanceof RawSQLChange)
        .flatMap(it -> RollbackReferences.noted(((RawSQLChange) it).getSql()).stream())
        .findFirst();
  }

  private boolean reversible(Change change) {
    return change instanceof EmptyChange
        || (change instanceof AbstractSQLChange
            ? isEmpty(change)
            : change.supportsRollback(database));
  }

  private static boolean isEmpty(Change change) {
    return change instanceof AbstractSQLChange sql && StatementGenerator.script(sql).isEmpty();
  }

  /** Marks it as invalid, which its author allows: it is recorded and not executed. */
  void markInvalid() {
    invalid = true;
  }

  /** Whether it is recorded as if it had run, because it is invalid. */
  public boolean invalid() {
    return invalid;
  }

  /** Whether all of its changes are for other databases, so that Liquibase records nothing. */
  public boolean forOthersOnly() {
    return !changeSet.getChanges().isEmpty() && changes().isEmpty();
  }

  /** Returns the changes that apply to Postgres, in order. */
  List<Change> changes() {
    return invalid
        ? List.of()
        : changeSet.getChanges().stream().filter(Changeset::appliesToPostgres).toList();
  }

  /** Returns the changes of its rollback that apply to Postgres; empty without a rollback. */
  List<Change> rollback() {
    return changeSet.hasCustomRollbackChanges()
        ? changeSet.getRollback().getChanges().stream()
            .filter(Changeset::appliesToPostgres)
            .toList()
        : List.of();
  }

  /** Returns the statements that apply it, generated once. */
  List<ChangeStatements> up(Supplier<List<ChangeStatements>> batches) {
    if (up == null) {
      up = batches.get();
    }
    return up;
  }

  /** Returns the statements of its rollback, generated once. */
  List<ChangeStatements> rollback(Supplier<List<ChangeStatements>> batches) {
    if (rollback == null) {
      rollback = batches.get();
    }
    return rollback;
  }

  private static boolean appliesToPostgres(Change change) {
    return !(change instanceof DbmsTargetedChange targeted)
        || targeted.getDbms() == null
        || DatabaseList.definitionMatches(targeted.getDbms(), "postgresql", true);
  }

  public ChangeSet changeSet() {
    return changeSet;
  }

  /** Returns the row that records its execution. */
  public ChangelogRow ran(ExecType execType) {
    return new ChangelogRow(
        id(),
        execType,
        checksum,
        truncated(description()),
        truncated(changeSet.getComments()),
        filter(changeSet.buildFullContext()),
        filter(changeSet.buildFullLabels()));
  }

  /** Liquibase's description, which Liquibase truncates, and so a secret in it. */
  private String description() {
    return changeSet.getChanges().isEmpty()
        ? changeSet.getDescription()
        : changeSet.getChanges().stream()
            .map(Change::getDescription)
            .collect(Collectors.joining("; "));
  }

  /** Truncates a text as Liquibase does. */
  private String truncated(@Nullable String text) {
    var masked = masked(text);
    return masked.length() > DESCRIPTION_LENGTH
        ? masked.substring(0, DESCRIPTION_LENGTH - 3) + "..."
        : masked;
  }

  /** Truncates a text that Liquibase does not truncate, so that it fits its column. */
  private String filter(@Nullable String text) {
    var masked = masked(text);
    return masked.substring(0, Math.min(masked.length(), FILTER_LENGTH));
  }

  private String masked(@Nullable String text) {
    return text == null ? "" : mask.apply(text);
  }
}
