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

/** What a changeset may be and hold, whatever format it came from; looks at Liquibase's objects. */
final class ChangesetAttributes {
  private static final String CORE = "liquibase.change.core";
  private static final int RECORDED = 255;

  private final ChangelogLocation place;
  private final Changeset changeset;
  private final String where;

  ChangesetAttributes(ChangelogLocation place, Changeset changeset) {
    this.place = place;
    this.changeset = changeset;
    this.where = changeset.called();
  }

  /**
   * Checks everything but the statements that its changes stand for.
   *
   * @throws EngineException with the first thing that is refused
   */
  void check() {
    var changeSet = changeset.changeSet();
    recordable("id", changeSet.getId());
    recordable("author", changeSet.getAuthor());
    recordable("path", changeSet.getFilePath());
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
    changeset.rollback().forEach(it -> change(it, where + ", rollback"));
    if (changeSet.getPreconditions() != null) {
      preconditions(place, changeSet.getPreconditions().getNestedPreconditions(), where);
    }
  }

  /** Liquibase's table is as narrow as Liquibase makes it. */
  private void recordable(String what, String text) {
    int length = text.codePointCount(0, text.length());
    if (length > RECORDED) {
      throw place.invalid(
          "%s \"%s…\" of a changeset has %d characters; %d can be recorded, shorten it"
              .formatted(what, text.substring(0, 30), length, RECORDED));
    }
  }

  private void change(Change change, String where) {
    var name = change.getSerializedObjectName();
    if (!change.getClass().getPackageName().equals(CORE)
        || !AllowedElements.CHANGES.contains(name)) {
      throw place.forbidden(where, AllowedElements.refusal("change", name));
    }
    if (change instanceof AbstractSQLChange sql
        && sql.getEndDelimiter() != null
        && Delimiter.of(sql.getEndDelimiter()).isEmpty()) {
      throw place.forbidden(
          where,
          "endDelimiter \"" + sql.getEndDelimiter() + "\"",
          "it is a pattern; write a plain text such as GO, or leave it out");
    }
  }

  /** Looks for SQL in preconditions, those that others are made of included. */
  static void preconditions(
      ChangelogLocation place, List<Precondition> preconditions, String where) {
    for (var precondition : preconditions) {
      if (precondition instanceof PreconditionLogic combination) {
        preconditions(place, combination.getNestedPreconditions(), where);
      } else if (precondition instanceof SqlPrecondition check) {
        StatementValidator.queryRefusal(check.getSql())
            .ifPresent(
                refusal -> {
                  throw place.forbidden(where + ", sqlCheck", refusal);
                });
      }
    }
  }

  private void refuse(boolean found, String what, String remedy) {
    if (found) {
      throw place.forbidden(where, what, remedy);
    }
  }

  private static boolean isSet(@Nullable String text) {
    return text != null && !text.isBlank();
  }
}
