package dev.schemamigration.engine.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;
import org.jspecify.annotations.Nullable;

/**
 * Finds rollbacks that name another changeset, whose changes are then their statements. It must
 * stand above in the same file, because a revision is one file. A reference to anything else is
 * replaced by a note, so that the revision can be applied and says why it cannot be undone.
 */
public final class RollbackReferences {
  private static final String NOTE = "-- its rollback is ";
  private static final Pattern CHANGESET =
      directive("\\s*+--\\s*+changeset\\s++(\"[^\"]++\"|[^:]++):\\s*+(\"[^\"]++\"|\\S++).*+");
  private static final Pattern MARKER = directive("\\s*+--\\s*+liquibase\\s*+formatted.*+");
  private static final Pattern ROLLBACK = directive("\\s*+--\\s*+rollback (.*+)");
  private static final Pattern LOGICAL_PATH = directive("\\blogicalFilePath:(\\S++)");
  private static final Pattern ID = directive("changesetId:(\\S++)");
  private static final Pattern AUTHOR = directive("changesetAuthor:(\\S++)");
  private static final Pattern PATH = directive("changesetPath:(\\S++)");

  private final String file;
  private final Set<String> above = new HashSet<>();
  private String path;

  private RollbackReferences(String file) {
    this.file = file;
    this.path = file;
  }

  /** Returns what the note in {@code sql} says of a rollback; empty without one. */
  public static Optional<String> noted(@Nullable String sql) {
    return sql != null && sql.startsWith(NOTE)
        ? Optional.of(sql.substring(NOTE.length()))
        : Optional.empty();
  }

  /** Returns the lines of formatted SQL with notes in place of what cannot be found. */
  static List<String> inFormattedSql(String file, List<String> lines) {
    if (lines.stream().noneMatch(it -> ID.matcher(it).find())) {
      return lines;
    }
    var resolved = new ArrayList<>(lines);
    var references = new RollbackReferences(file);
    var rollback = new ArrayList<Integer>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      var changeset = CHANGESET.matcher(line);
      if (changeset.matches()) {
        references.replace(resolved, rollback);
        rollback.clear();
        references.add(
            group(LOGICAL_PATH, line).orElse(references.path),
            unquoted(changeset.group(1)),
            unquoted(changeset.group(2)));
      } else if (ROLLBACK.matcher(line).matches()) {
        rollback.add(i);
      } else if (i == 0 || MARKER.matcher(line).matches()) {
        group(LOGICAL_PATH, line).ifPresent(it -> references.path = it);
      }
    }
    references.replace(resolved, rollback);
    return resolved;
  }

  private void replace(List<String> lines, List<Integer> rollback) {
    var text = new StringBuilder();
    for (int i : rollback) {
      var line = ROLLBACK.matcher(lines.get(i));
      text.append(line.matches() ? line.group(1) : "").append(' ');
    }
    var id = group(ID, text);
    var author = group(AUTHOR, text);
    if (id.isPresent() && author.isPresent()) {
      var path = group(PATH, text).orElse(file);
      rollback.forEach(it -> lines.set(it, ""));
      lines.set(
          rollback.getFirst(),
          "-- rollback "
              + (isAbove(path, author.get(), id.get())
                  ? "changesetId:%s changesetAuthor:%s changesetPath:%s"
                      .formatted(id.get(), author.get(), path)
                  : note(path, author.get(), id.get())));
    }
  }

  /** Replaces what cannot be found in the rollbacks of a tree. */
  static void inTree(String file, ParsedNode root) throws ParsedNodeException {
    var references = new RollbackReferences(file);
    references.path = text(root, "logicalFilePath").orElse(file);
    for (var changeset : root.getChildren(null, "changeSet")) {
      var path = text(changeset, "logicalFilePath").orElse(references.path);
      for (var rollback : changeset.getChildren(null, "rollback")) {
        references.replace(rollback, path);
      }
      references.add(path, text(changeset, "author").orElse(""), text(changeset, "id").orElse(""));
    }
  }

  private void replace(ParsedNode rollback, String own) throws ParsedNodeException {
    var id = text(rollback, "changeSetId");
    if (id.isPresent()) {
      var author = text(rollback, "changeSetAuthor").orElse("");
      var path = text(rollback, "changeSetPath").orElse(own);
      if (!isAbove(path, author, id.get())) {
        rollback.removeChild(null, "changeSetId");
        rollback.removeChild(null, "changeSetAuthor");
        rollback.removeChild(null, "changeSetPath");
        rollback.addChild(null, "sql", note(path, author, id.get()));
      }
    }
  }

  private void add(String path, String author, String id) {
    above.add(key(path, author, id));
  }

  private boolean isAbove(String path, String author, String id) {
    return above.contains(key(path, author, id));
  }

  private static String note(String path, String author, String id) {
    return NOTE
        + "changeset "
        + author
        + ":"
        + id
        + " of "
        + path
        + ", which does not stand above it in this file";
  }

  /** Liquibase compares them without regard to case. */
  private static String key(String path, String author, String id) {
    var normal = String.valueOf(DatabaseChangeLog.normalizePath(path));
    return String.join("::", normal, author, id).toLowerCase(Locale.ROOT);
  }

  private static Optional<String> group(Pattern pattern, CharSequence text) {
    var found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Optional<String> text(ParsedNode node, String name) throws ParsedNodeException {
    return Optional.ofNullable(node.getChildValue(null, name, String.class));
  }

  private static String unquoted(String name) {
    return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
        ? name.substring(1, name.length() - 1)
        : name.strip();
  }

  private static Pattern directive(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
