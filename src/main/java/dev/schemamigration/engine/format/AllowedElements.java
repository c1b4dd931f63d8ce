package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.Refusal;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The elements and attributes that a changelog may use, and why others of Liquibase are refused.
 */
public final class AllowedElements {
  /** Changes that consist of SQL only. */
  public static final Set<String> CHANGES =
      Set.of(
          "addAutoIncrement",
          "addColumn",
          "addDefaultValue",
          "addForeignKeyConstraint",
          "addLookupTable",
          "addNotNullConstraint",
          "addPrimaryKey",
          "addUniqueConstraint",
          "alterSequence",
          "createIndex",
          "createProcedure",
          "createSequence",
          "createTable",
          "createView",
          "delete",
          "dropAllForeignKeyConstraints",
          "dropColumn",
          "dropDefaultValue",
          "dropForeignKeyConstraint",
          "dropIndex",
          "dropNotNullConstraint",
          "dropPrimaryKey",
          "dropProcedure",
          "dropSequence",
          "dropTable",
          "dropUniqueConstraint",
          "dropView",
          "empty",
          "insert",
          "loadData",
          "loadUpdateData",
          "mergeColumns",
          "modifyDataType",
          "renameColumn",
          "renameSequence",
          "renameTable",
          "renameView",
          "setColumnRemarks",
          "setTableRemarks",
          "sql",
          "sqlFile",
          "update");

  /** Changes that another tool may have run, of which nothing happens when they are recorded. */
  static final Set<String> RECORDED_CHANGES =
      Stream.concat(CHANGES.stream(), Stream.of("executeCommand", "output", "stop", "tagDatabase"))
          .collect(Collectors.toUnmodifiableSet());

  /** Preconditions that query the database only. */
  static final Set<String> PRECONDITIONS =
      Set.of(
          "changeLogPropertyDefined",
          "columnExists",
          "dbms",
          "expectedQuotingStrategy",
          "foreignKeyConstraintExists",
          "indexExists",
          "primaryKeyExists",
          "rowCount",
          "runningAs",
          "sequenceExists",
          "sqlCheck",
          "tableExists",
          "tableIsEmpty",
          "uniqueConstraintExists",
          "viewExists");

  /** Preconditions that combine others. */
  static final Set<String> COMBINATIONS = Set.of("and", "or", "not", "preConditions");

  /** Operations of {@code modifySql}. */
  static final Set<String> MODIFICATIONS = Set.of("append", "prepend", "regExpReplace", "replace");

  /** Attributes of the changelog, in lower case. */
  static final Set<String> CHANGELOG_ATTRIBUTES =
      Set.of(
          "changelogid",
          "context",
          "contextfilter",
          "logicalfilepath",
          "objectquotingstrategy",
          "schemalocation");

  /** Attributes of a changeset, in lower case. */
  static final Set<String> CHANGESET_ATTRIBUTES =
      Set.of(
          "alwaysrun",
          "author",
          "comment",
          "context",
          "contextfilter",
          "created",
          "dbms",
          "failonerror",
          "id",
          "ignore",
          "labels",
          "logicalfilepath",
          "objectquotingstrategy",
          "onvalidationfail",
          "runalways",
          "runintransaction",
          "runonchange",
          "runorder",
          "runwith",
          "runwithspoolfile",
          "validchecksum",
          "validchecksums");

  /** Attributes of preconditions, in lower case. */
  static final Set<String> PRECONDITION_ATTRIBUTES =
      Set.of("onerror", "onerrormessage", "onfail", "onfailmessage", "onsqloutput", "onupdatesql");

  /** Attributes of {@code modifySql}, in lower case. */
  static final Set<String> MODIFICATION_ATTRIBUTES =
      Set.of("applytorollback", "context", "contextfilter", "dbms", "labels");

  /** Attributes of a rollback that names another changeset, in lower case. */
  static final Set<String> ROLLBACK_ATTRIBUTES =
      Set.of("changesetauthor", "changesetid", "changesetpath");

  /** Names that are refused, with the remedy. */
  static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("executeCommand", "programs are never run; write the step as SQL"),
          Map.entry("customChange", "classes are never loaded; write the step as SQL"),
          Map.entry("customPrecondition", "classes are never loaded; write it as sqlCheck"),
          Map.entry("include", "a revision is one file; make the other file a revision"),
          Map.entry("includeAll", "a revision is one file; make the other files revisions"),
          Map.entry("modifyChangeSets", "write its attributes at each changeset"),
          Map.entry("removeChangeSetProperty", "write the change as it is meant"),
          Map.entry("stop", "a revision runs to its end; take it out"),
          Map.entry("output", "nobody reads it; take it out"),
          Map.entry("tagDatabase", "every revision is a target by its id; take it out"),
          Map.entry(
              "changeSetExecuted",
              "say what runs before this revision with down_revision or depends_on"));

  private AllowedElements() {}

  /** Returns the refusal of {@code name} where only names of {@code kind} are allowed. */
  public static Refusal refusal(String kind, String name) {
    var remedy = REFUSED.get(name);
    return new Refusal(
        name,
        remedy == null ? "it is no " + kind + " that is known here; check its spelling" : remedy);
  }
}
