package dev.schemamigration.engine.format;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.BundleResourceAccessor;
import dev.schemamigration.engine.validation.FilePaths;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import liquibase.parser.core.ParsedNode;
import org.jspecify.annotations.Nullable;

/**
 * Validates the tree of an XML, YAML or JSON changelog, from which Liquibase then builds its
 * objects: refuses every name that is not allowed, every file outside of the source and every value
 * that would load a class.
 */
final class TreeValidator {
  private static final String LINE_ENDS = "\n\r\u0085\u2028\u2029";

  /** A longer text is not shown in part: a secret in it is masked only where all of it stands. */
  private static final int SHOWN = 200;

  private static final Pattern NUMBER = Pattern.compile("[-+0-9_.eE]++");
  private static final Set<String> FILE_NAMES =
      Set.of("path", "file", "valueblobfile", "valueclobfile");

  private final ChangelogLocation location;
  private final BundleResourceAccessor files;
  private final Spending spending;
  private final Set<String> changes;
  private final Set<String> rollbacks;

  /**
   * Creates a validator.
   *
   * @param spending what the files that it reads count against
   * @param applies whether the changes will be executed
   * @param undoes whether the rollbacks may be executed
   */
  TreeValidator(
      ChangelogLocation location,
      BundleResourceAccessor files,
      Spending spending,
      boolean applies,
      boolean undoes) {
    this.location = location;
    this.files = files;
    this.spending = spending;
    this.changes = applies ? AllowedElements.CHANGES : AllowedElements.RECORDED_CHANGES;
    this.rollbacks = undoes ? AllowedElements.CHANGES : AllowedElements.RECORDED_CHANGES;
  }

  /**
   * Validates the whole tree, with its parameters expanded.
   *
   * @throws EngineException for the first element that is refused
   */
  void check(ParsedNode root) {
    var where = "databaseChangeLog";
    noText(root, where);
    int changesets = 0;
    for (var child : root.getChildren()) {
      switch (child.getName()) {
        case "changeSet" -> {
          if (++changesets > ChangelogLimits.CHANGESETS) {
            throw location.tooComplex(
                "holds more than "
                    + ChangelogLimits.CHANGESETS
                    + " changesets; split it into several revisions");
          }
          var name = "changeset " + named(child, "author") + ":" + named(child, "id");
          required(child, "id", name);
          required(child, "author", name);
          changeset(child, name);
        }
        case "preConditions" -> preconditions(child, where);
        default -> attribute(child, AllowedElements.CHANGELOG_ATTRIBUTES, "element", where);
      }
    }
  }

  private void changeset(ParsedNode node, String where) {
    noText(node, where);
    for (var child : node.getChildren()) {
      switch (child.getName()) {
        case "changes" -> changeset(child, where);
        case "rollback" -> rollback(child, where);
        case "modifySql" -> modifications(child, where);
        case "preConditions", "preconditions" -> preconditions(child, where);
        default -> {
          if (changes.contains(child.getName())) {
            change(child, where);
          } else {
            attribute(child, AllowedElements.CHANGESET_ATTRIBUTES, "change", where);
          }
        }
      }
    }
  }

  private void rollback(ParsedNode node, String where) {
    for (var child : node.getChildren()) {
      if (rollbacks.contains(child.getName())) {
        change(child, where + ", rollback");
      } else {
        attribute(child, AllowedElements.ROLLBACK_ATTRIBUTES, "change", where + ", rollback");
      }
    }
  }

  private void modifications(ParsedNode node, String where) {
    for (var child : node.getChildren()) {
      if (AllowedElements.MODIFICATIONS.contains(child.getName())) {
        values(child, where);
      } else {
        attribute(child, AllowedElements.MODIFICATION_ATTRIBUTES, "modification", where);
      }
    }
  }

  private void preconditions(ParsedNode node, String where) {
    for (var child : node.getChildren()) {
      var name = child.getName();
      if (AllowedElements.COMBINATIONS.contains(name) || name.equals("nestedPreconditions")) {
        preconditions(child, where);
      } else if (AllowedElements.PRECONDITIONS.contains(name)) {
        values(child, where);
      } else {
        attribute(child, AllowedElements.PRECONDITION_ATTRIBUTES, "precondition", where);
      }
    }
  }

  private void change(ParsedNode node, String where) {
    values(node, where);
    files(node, node, where);
  }

  private void attribute(ParsedNode node, Set<String> known, String kind, String where) {
    var name = node.getName();
    if (!known.contains(name.toLowerCase(Locale.ROOT))
        || AllowedElements.REFUSED.containsKey(name)) {
      throw location.forbidden(where, AllowedElements.refusal(kind, name));
    }
    if (!node.getChildren().isEmpty() && !name.startsWith("validCheckSum")) {
      throw location.invalid(where + ": " + name + " holds elements; write a plain value");
    }
    AllowedElements.valueFault(name, node.getValue())
        .ifPresent(
            fault -> {
              throw location.invalid(where + ": " + fault);
            });
  }

  /** Both are in the name under which Liquibase records a changeset. */
  private void required(ParsedNode node, String key, String where) {
    if (value(node, key).orElse("").isBlank()) {
      throw location.invalid(
          where + ": has no " + key + "; id and author together name a changeset, write both");
    }
  }

  private void noText(ParsedNode node, String where) {
    if (node.getValue() != null) {
      throw location.invalid(
          where
              + ": holds a text that belongs to no change; write it as a change, such as sql, or"
              + " take it out");
    }
  }

  private void files(ParsedNode node, ParsedNode change, String where) {
    for (var child : node.getChildren()) {
      var isFile = FILE_NAMES.contains(child.getName().toLowerCase(Locale.ROOT));
      if (isFile && child.getValue() instanceof String path) {
        file(change, change.getName() + " " + child.getName(), path, where);
      }
      files(child, change, where);
    }
  }

  private void file(ParsedNode change, String name, String path, String where) {
    FilePaths.refusal(name, path)
        .ifPresent(
            refusal -> {
              throw location.forbidden(where, refusal);
            });
    boolean csv = change.getName().startsWith("load");
    if (csv && path.toLowerCase(Locale.ROOT).endsWith(".gz")) {
      throw location.forbidden(
          where, name + " \"" + path + "\"", "files are read as they are; unpack it");
    }
    var content = files.read(path);
    if (content.isEmpty()) {
      throw location.invalid(
          where + ": " + name + " \"" + path + "\" is not in the source; add it");
    }
    spending.text(content.get(), () -> where + ": " + name + " \"" + path + "\": ");
    if (csv) {
      int cells = CsvLimit.cells(content.get(), value(change, "separator").orElse(","));
      if (cells > ChangelogLimits.CELLS) {
        throw location.tooComplex(
            where + ": " + name + " \"" + path + "\" " + CsvLimit.TOO_MANY_CELLS);
      }
      spending.elements(cells);
    }
  }

  /** Liquibase converts {@code text!{some.Class}} to an object of that class. */
  private void values(ParsedNode node, String where) {
    value(node, node.getValue(), where);
    node.getChildren().forEach(child -> values(child, where));
  }

  private void value(ParsedNode node, @Nullable Object value, String where) {
    if (value instanceof Collection<?> several) {
      several.forEach(it -> value(node, it, where));
    } else if (value instanceof String text) {
      if (namesClass(text)) {
        throw location.forbidden(
            where,
            node.getName()
                + (text.length() > SHOWN
                    ? " of " + text.length() + " characters"
                    : " \"" + text + '"'),
            "a value cannot name a class; write the plain value");
      }
      if (text.length() > ChangelogLimits.DIGITS && NUMBER.matcher(text).matches()) {
        throw location.invalid(
            where + ": " + node.getName() + " is a number of " + text.length() + " digits");
      }
    }
  }

  /** Whether Liquibase's pattern {@code .*!\{.*\}} matches, found without its backtracking. */
  private static boolean namesClass(String text) {
    int open = text.indexOf("!{");
    return open >= 0
        && text.length() > open + 2
        && text.endsWith("}")
        && text.chars().noneMatch(it -> LINE_ENDS.indexOf(it) >= 0);
  }

  private static String named(ParsedNode node, String name) {
    return value(node, name).orElse("?");
  }

  private static Optional<String> value(ParsedNode node, String name) {
    return node.getChildren().stream()
        .filter(it -> it.getName().equalsIgnoreCase(name) && it.getValue() != null)
        .findFirst()
        .map(it -> it.getValue().toString());
  }
}
