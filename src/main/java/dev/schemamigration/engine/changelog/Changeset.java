package dev.schemamigration.engine.changelog;

import dev.schemamigration.database.tracking.ChangelogRow;
import dev.schemamigration.database.tracking.ChangesetId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.change.CheckSum;
import liquibase.change.DbmsTargetedChange;
import liquibase.change.core.EmptyChange;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;
import liquibase.database.DatabaseList;
import org.jspecify.annotations.Nullable;

/** One changeset of a revision. */
public final class Changeset {
  private static final Set<String> ANY_CHECKSUM = Set.of("1:any", "1:all", "any", "all");
  private static final int TOLD = 250;
  private static final int FILTER = 255;

  private final ChangeSet changeSet;
  private final String checksum;
  private final UnaryOperator<String> mask;
  private final Database database;
  private final Optional<String> irreversible;
  private @Nullable List<ChangeStatements> up;
  private @Nullable List<ChangeStatements> rollback;

  /**
   * Looks into the files that its changes name, so they must be at hand.
   *
   * @param mask takes secrets out of what is recorded about it
   */
  Changeset(ChangeSet changeSet, String checksum, Database database, UnaryOperator<String> mask) {
    this.changeSet = changeSet;
    this.checksum = checksum;
    this.mask = mask;
    this.database = database;
    this.irreversible = whyIrreversible();
  }

  /** {@code path::id::author}. */
  public String key() {
    return id().key();
  }

  /** What Liquibase knows it by. */
  public ChangesetId id() {
    return new ChangesetId(changeSet.getFilePath(), changeSet.getId(), changeSet.getAuthor());
  }

  /** How messages call it: by the name its author wrote, a plain script by its file. */
  public String called() {
    return plainScript()
        ? id().described()
        : "changeset " + changeSet.getAuthor() + ":" + changeSet.getId();
  }

  /** Whether it is a SQL file without a line of Liquibase's, and so all there is in that file. */
  boolean plainScript() {
    return id().isPlainScript();
  }

  /** How messages that have named its file go on to {@code part} of it. */
  public String at(String part) {
    return plainScript() ? part : called() + ", " + part;
  }

  /** Liquibase's checksum of its changes under the parameters it is bound to. */
  public String checksum() {
    return checksum;
  }

  /** Whether its author declares {@code checksum} to be as good as its own. */
  public boolean declaresValid(String checksum) {
    return changeSet.getValidCheckSums().stream()
        .map(CheckSum::toString)
        .anyMatch(it -> ANY_CHECKSUM.contains(it.toLowerCase(Locale.ROOT)) || it.equals(checksum));
  }

  /** Whether its statements can share a transaction. */
  public boolean transactional() {
    return changeSet.isRunInTransaction();
  }

  /** Whether its author takes it in stride when it fails. */
  public boolean mayFail() {
    return Boolean.FALSE.equals(changeSet.getFailOnError());
  }

  /**
   * Why it cannot be undone, if it cannot. A rollback that says {@code empty} undoes it by doing
   * nothing; one that holds nothing is none.
   */
  public Optional<String> irreversible() {
    return irreversible;
  }

  private Optional<String> whyIrreversible() {
    if (changeSet.hasCustomRollbackChanges()) {
      return rollback().stream().allMatch(Changeset::holdsNothing)
          ? Optional.of("the rollback of " + called() + " is empty")
          : Optional.empty();
    }
    return changes().stream()
        .filter(it -> !undoable(it))
        .findFirst()
        .map(
            it ->
                called()
                    + (plainScript() ? "" : " (" + it.getSerializedObjectName() + ")")
                    + " has no rollback");
  }

  private boolean undoable(Change change) {
    return change instanceof EmptyChange
        || (change instanceof AbstractSQLChange
            ? holdsNothing(change)
            : change.supportsRollback(database));
  }

  private static boolean holdsNothing(Change change) {
    return change instanceof AbstractSQLChange sql && StatementGenerator.script(sql).isEmpty();
  }

  /** The changes that concern Postgres, in order. */
  List<Change> changes() {
    return changeSet.getChanges().stream().filter(Changeset::concernsPostgres).toList();
  }

  /** What its author wrote to undo it, as far as it concerns Postgres; empty without a rollback. */
  List<Change> rollback() {
    return changeSet.hasCustomRollbackChanges()
        ? changeSet.getRollback().getChanges().stream().filter(Changeset::concernsPostgres).toList()
        : List.of();
  }

  /** The statements that apply it, made once. */
  List<ChangeStatements> up(Supplier<List<ChangeStatements>> batches) {
    if (up == null) {
      up = batches.get();
    }
    return up;
  }

  /** The statements of its rollback, made once. */
  List<ChangeStatements> rollback(Supplier<List<ChangeStatements>> batches) {
    if (rollback == null) {
      rollback = batches.get();
    }
    return rollback;
  }

  private static boolean concernsPostgres(Change change) {
    return !(change instanceof DbmsTargetedChange targeted)
        || targeted.getDbms() == null
        || DatabaseList.definitionMatches(targeted.getDbms(), "postgresql", true);
  }

  public ChangeSet changeSet() {
    return changeSet;
  }

  public ChangelogRow ran(String executionType) {
    return new ChangelogRow(
        id(),
        executionType,
        checksum,
        told(changeSet.getDescription()),
        told(changeSet.getComments()),
        filter(changeSet.buildFullContext()),
        filter(changeSet.buildFullLabels()));
  }

  /** Cut where and as Liquibase cuts it. */
  private String told(@Nullable String text) {
    var masked = masked(text);
    return masked.length() > TOLD ? masked.substring(0, TOLD - 3) + "..." : masked;
  }

  /** Liquibase does not cut it, and fails where it does not fit. */
  private String filter(@Nullable String text) {
    var masked = masked(text);
    return masked.substring(0, Math.min(masked.length(), FILTER));
  }

  private String masked(@Nullable String text) {
    return text == null ? "" : mask.apply(text);
  }
}
