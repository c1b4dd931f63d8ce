package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.Refusal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  private static final Set<String> PRO =
      Set.of(
          "addCheckConstraint",
          "createFunction",
          "createPackage",
          "createPackageBody",
          "createSynonym",
          "createTrigger",
          "disableCheckConstraint",
          "disableTrigger",
          "dropCheckConstraint",
          "dropFunction",
          "dropPackage",
          "dropPackageBody",
          "dropSynonym",
          "dropTrigger",
          "enableCheckConstraint",
          "enableTrigger",
          "markUnused",
          "renameTrigger");

  private static final Set<String> PRECONDITION_OPTIONS =
      Set.of("HALT", "CONTINUE", "MARK_RAN", "WARN");

  /** The possible values of attributes, by their names in lower case. */
  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "objectquotingstrategy",
          Set.of("LEGACY", "QUOTE_ALL_OBJECTS", "QUOTE_ONLY_RESERVED_WORDS"),
          "onvalidationfail",
          Set.of("HALT", "MARK_RAN"),
          "onfail",
          PRECONDITION_OPTIONS,
          "onerror",
          PRECONDITION_OPTIONS,
          "onsqloutput",
          Set.of("FAIL", "IGNORE", "TEST"));

  /** Attributes that are true or false, in lower case. */
  private static final Set<String> FLAGS =
      Set.of("alwaysrun", "failonerror", "ignore", "runalways", "runintransaction", "runonchange");

  private AllowedElements() {}

  /** Returns why an attribute cannot have {@code value}; empty when it can. */
  static Optional<String> valueFault(String name, @Nullable Object value) {
    var key = name.toLowerCase(Locale.ROOT);
    var text = value == null ? "" : value.toString();
    var possible = VALUES.get(key);
    if (possible != null && !possible.contains(text)) {
      var list = String.join(", ", new TreeSet<>(possible));
      return Optional.of(name + " is \"" + text + "\"; write one of " + list);
    }
    return FLAGS.contains(key) && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")
        ? Optional.of(name + " is \"" + text + "\"; write true or false")
        : Optional.empty();
  }

  /** Returns the refusal of {@code name} where only names of {@code kind} are allowed. */
  public static Refusal refusal(String kind, String name) {
    if (PRO.contains(name)) {
      return new Refusal(name, "it is a change of Liquibase Pro; write the step as SQL");
    }
    var remedy = REFUSED.get(name);
    return new Refusal(
        name,
        remedy == null ? "it is no " + kind + " that is known here; check its spelling" : remedy);
  }
}
