package dev.schemamigration.source.authoring;

import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.file.HeaderComment;
import dev.schemamigration.source.file.HeaderParser;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The template of a new revision file. Its variables <code>${…}</code> are message, revision (or
 * up_revision), down_revision, branch_labels, depends_on, create_date, upgrades, downgrades, and
 * changesets, which is both of these in a changeset; any other name is left unchanged, for it may
 * be a parameter of the changelog. A filter of Mako behind a name ({@code | comma,n}) is ignored.
 */
final class RevisionTemplate {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{\\s*(\\w+)\\s*(?:\\|[\\s\\w,]*)?}");

  /** Comment lines that Liquibase interprets as directives. */
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "(comment|comments|property|changeset|liquibase|ignore|ignoreLines)\\b.*",
          Pattern.CASE_INSENSITIVE);

  private static final String BUILT_IN =
      """
      --liquibase formatted sql
      -- ${message}
      --
      -- revision: ${revision}
      -- down_revision: ${down_revision}
      -- branch_labels: ${branch_labels}
      -- depends_on: ${depends_on}
      -- create_date: ${create_date}

      ${changesets}
      """;

  private static final String SKELETON =
      """
      -- Write the change below as in this example, with what undoes it:
      --
      -- --changeset schemactl:${revision}
      -- CREATE TABLE example (id bigint PRIMARY KEY);
      -- --rollback DROP TABLE example;
      """;

  private static final String CHANGESET =
      """
      --changeset schemactl:${revision}${attributes}
      ${upgrades}
      ${downgrades}
      """;

  private final String text;

  private RevisionTemplate(String text) {
    this.text = text;
  }

  /** Whether it says of a changeset that it runs outside of a transaction. */
  boolean hasAttributes() {
    return text.contains("${changesets}") || text.contains("${attributes}");
  }

  /** The template for a folder that has none of its own. */
  static RevisionTemplate builtIn() {
    return new RevisionTemplate(BUILT_IN);
  }

  static RevisionTemplate of(String text) {
    return new RevisionTemplate(text);
  }

  /**
   * The content of the file. Trailing blanks and empty lines at the end, which empty values leave
   * behind, are removed.
   */
  String render(NewRevision revision) {
    return fill(text, values(revision))
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"))
        .stripTrailing()
        .concat("\n");
  }

  private static Map<String, String> values(NewRevision revision) {
    var values = new HashMap<String, String>();
    var node = revision.revision();
    values.put("message", messageLine(node.message()));
    values.put("revision", node.id());
    values.put("up_revision", node.id());
    values.put("down_revision", String.join(", ", node.downRevisions()));
    values.put("branch_labels", String.join(", ", node.branchLabels()));
    values.put("depends_on", String.join(", ", node.dependsOn()));
    values.put(
        "create_date",
        DateTimeFormatter.ISO_INSTANT.format(
            revision.createDate().truncatedTo(ChronoUnit.SECONDS)));
    values.put("upgrades", revision.upgradeSql().strip());
    values.put("downgrades", rollbackLines(revision.rollbackSql()));
    values.put("attributes", attributes(revision));
    values.put("changesets", fill(changesets(revision), values));
    return values;
  }

  private static String changesets(NewRevision revision) {
    if (!revision.upgradeSql().isBlank()) {
      return CHANGESET;
    }
    return revision.isMerge() ? "" : SKELETON;
  }

  /** The message; behind its key where it would otherwise be parsed as a key or a directive. */
  private static String messageLine(String message) {
    return message.isEmpty() || isPlain(message) ? message : "message: " + message;
  }

  private static boolean isPlain(String message) {
    if (DIRECTIVE.matcher(message).matches()) {
      return false;
    }
    try {
      var lines = List.of(new HeaderComment.Line(1, message));
      return HeaderParser.parse(new FileLocation("", ""), lines)
          .message()
          .equals(Optional.of(message));
    } catch (SourceException e) {
      return false;
    }
  }

  private static String rollbackLines(String sql) {
    return sql.lines()
        .filter(line -> !line.isBlank())
        .map(line -> "--rollback " + line)
        .collect(Collectors.joining("\n"));
  }

  /** Keeps Liquibase's own tools from splitting dollar-quoted text at its semicolons. */
  private static String attributes(NewRevision revision) {
    if (!revision.inTransaction()) {
      return " runInTransaction:false";
    }
    return (revision.upgradeSql() + revision.rollbackSql()).indexOf('$') < 0
        ? ""
        : " splitStatements:false rollbackSplitStatements:false";
  }

  private static String fill(String text, Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }
}
