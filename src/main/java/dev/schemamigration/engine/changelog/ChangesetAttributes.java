package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.format.AllowedElements;
import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.validation.StatementValidator;
import java.util.List;
import liquibase.change.AbstractSQLChange;
import liquibase.change.Change;
import liquibase.precondition.Precondition;
import liquibase.precondition.PreconditionLogic;
import liquibase.precondition.core.SqlPrecondition;
import org.jspecify.annotations.Nullable;

/** Validates the attributes and changes of a changeset as Liquibase has parsed it. */
final class ChangesetAttributes {
  private static final String CORE = "liquibase.change.core";
  private static final int RECORDED = 255;

  private final ChangelogLocation location;
  private final Changeset changeset;
  private final String where;

  ChangesetAttributes(ChangelogLocation location, Changeset changeset) {
    this.location = location;
    this.changeset = changeset;
    this.where = changeset.displayName();
  }

  /**
   * Validates that its name can be recorded.
   *
   * @throws EngineException when it is too long
   */
  void checkRecorded() {
    var changeSet = changeset.changeSet();
    recordable("id", changeSet.getId());
    recordable("author", changeSet.getAuthor());
    recordable("path", changeSet.getFilePath());
  }

  /**
   * Validates everything that an upgrade meets but the statements of its changes.
   *
   * @throws EngineException for the first element that is refused
   */
  void checkUpgrade() {
    var changeSet = changeset.changeSet();
    refuse(changeSet.isAlwaysRun(), "runAlways", "a revision is applied once; take it out");
    refuse(
        changeSet.isRunOnChange(),
        "runOnChange",
        "a revision is applied once; put the change into a new revision");
    refuse(
        isSet(changeSet.getRunWith()),
        "runWith",
        "statements are sent by the operator itself and by no program; take it out");
    refuse(
        isSet(changeSet.getRunWithSpoolFile()),
        "runWithSpoolFile",
        "no file is ever written; take it out");
    changeSet.getChanges().forEach(it -> change(it, where));
    if (changeSet.getPreconditions() != null) {
      preconditions(location, changeSet.getPreconditions().getNestedPreconditions(), where);
    }
  }

  /**
   * Validates the changes of its rollback but their statements.
   *
   * @throws EngineException for the first one that is refused
   */
  void checkRollback() {
    changeset.rollback().forEach(it -> change(it, where + ", rollback"));
  }

  /** Validates that a text fits its column of Liquibase's table. */
  private void recordable(String what, String text) {
    int length = text.codePointCount(0, text.length());
    if (length > RECORDED) {
      throw location.invalid(
          "%s \"%s…\" of a changeset has %d characters; %d can be recorded, shorten it"
              .formatted(what, text.substring(0, 30), length, RECORDED));
    }
  }

  private void change(Change change, String where) {
    var name = change.getSerializedObjectName();
    if (!change.getClass().getPackageName().equals(CORE)
        || !AllowedElements.CHANGES.contains(name)) {
      throw location.forbidden(where, AllowedElements.refusal("change", name));
    }
    if (change instanceof AbstractSQLChange sql
        && sql.getEndDelimiter() != null
        && Delimiter.of(sql.getEndDelimiter()).isEmpty()) {
      throw location.forbidden(
          where,
          "endDelimiter \"" + sql.getEndDelimiter() + "\"",
          "it is a pattern; write a plain text such as GO, or leave it out");
    }
  }

  /** Validates the SQL of preconditions, nested ones included. */
  static void preconditions(
      ChangelogLocation location, List<Precondition> preconditions, String where) {
    for (var precondition : preconditions) {
      if (precondition instanceof PreconditionLogic combination) {
        preconditions(location, combination.getNestedPreconditions(), where);
      } else if (precondition instanceof SqlPrecondition check) {
        StatementValidator.queryRefusal(check.getSql())
            .ifPresent(
                refusal -> {
                  throw location.forbidden(where + ", sqlCheck", refusal);
                });
      }
    }
  }

  private void refuse(boolean found, String what, String remedy) {
    if (found) {
      throw location.forbidden(where, what, remedy);
    }
  }

  private static boolean isSet(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
