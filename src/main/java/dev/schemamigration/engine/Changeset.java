package dev.schemamigration.engine;

import dev.schemamigration.database.ChangesetName;
import dev.schemamigration.database.RanChangeset;
import java.util.Optional;
import liquibase.change.Change;
import liquibase.change.core.EmptyChange;
import liquibase.change.core.RawSQLChange;
import liquibase.changelog.ChangeSet;
import liquibase.database.Database;

/** One changeset of a revision. */
public final class Changeset {
  private final ChangeSet changeSet;
  private final String checksum;
  private final Database database;

  Changeset(ChangeSet changeSet, String checksum, Database database) {
    this.changeSet = changeSet;
    this.checksum = checksum;
    this.database = database;
  }

  /** {@code path::id::author}. */
  public String key() {
    return changeSet.getFilePath() + "::" + changeSet.getId() + "::" + changeSet.getAuthor();
  }

  /** What Liquibase knows it by. */
  public ChangesetName identity() {
    return new ChangesetName(
        changeSet.getFilePath(), changeSet.getId(), changeSet.getAuthor(), checksum);
  }

  /** {@code author:id}, as its author writes it. */
  public String name() {
    return changeSet.getAuthor() + ":" + changeSet.getId();
  }

  /** Liquibase's checksum of its changes under the parameters it is bound to. */
  public String checksum() {
    return checksum;
  }

  /** Whether its statements can share a transaction. */
  public boolean transactional() {
    return changeSet.isRunInTransaction();
  }

  /** Why it cannot be undone, if it cannot. */
  public Optional<String> irreversible() {
    if (changeSet.hasCustomRollbackChanges()) {
      return Optional.empty();
    }
    return changeSet.getChanges().stream()
        .filter(it -> !undoable(it))
        .findFirst()
        .map(it -> "changeset " + name() + " (" + describe(it) + ") has no rollback");
  }

  private boolean undoable(Change change) {
    return change instanceof EmptyChange
        || !(change instanceof RawSQLChange) && change.supportsRollback(database);
  }

  private static String describe(Change change) {
    return liquibase.Scope.getCurrentScope()
        .getSingleton(liquibase.change.ChangeFactory.class)
        .getChangeMetaData(change)
        .getName();
  }

  ChangeSet changeSet() {
    return changeSet;
  }

  RanChangeset ran(String executionType) {
    return new RanChangeset(
        changeSet.getFilePath(),
        changeSet.getId(),
        changeSet.getAuthor(),
        executionType,
        checksum,
        limit(changeSet.getDescription()),
        limit(changeSet.getComments() == null ? "" : changeSet.getComments()),
        limit(changeSet.buildFullContext()),
        limit(changeSet.buildFullLabels()));
  }

  private static String limit(String text) {
    return text == null || text.isEmpty() ? "" : text.substring(0, Math.min(text.length(), 250));
  }
}
