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
 * The text that a new revision starts from. <code>${…}</code> stands for message, revision,
 * down_revision, branch_labels, depends_on, create_date, upgrades and downgrades; any other name is
 * left as it is, for it may be a parameter of the changelog.
 */
final class RevisionTemplate {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)}");

  /** Comment lines that Liquibase takes for instructions. */
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "(comment|comments|property|changeset|liquibase|ignore|ignoreLines)\\b.*",
          Pattern.CASE_INSENSITIVE);

  private static final String HEADER =
      """
      --liquibase formatted sql
      -- ${message}
      --
      -- revision: ${revision}
      -- down_revision: ${down_revision}
      -- branch_labels: ${branch_labels}
      -- depends_on: ${depends_on}
      -- create_date: ${create_date}
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

  /** The one for a folder without a template of its own. */
  static RevisionTemplate builtIn(NewRevision revision) {
    if (!revision.upgradeSql().isBlank()) {
      return new RevisionTemplate(HEADER + CHANGESET);
    }
    return new RevisionTemplate(revision.isMerge() ? HEADER : HEADER + SKELETON);
  }

  static RevisionTemplate of(String text) {
    return new RevisionTemplate(text);
  }

  /** The file. Blanks that empty values leave at the ends of lines are taken away. */
  String render(NewRevision revision) {
    return fill(values(revision))
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static Map<String, String> values(NewRevision revision) {
    var values = new HashMap<String, String>();
    var node = revision.revision();
    values.put("message", messageLine(node.message()));
    values.put("revision", node.id());
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
    return values;
  }

  /** A text that would be taken for a header key or a directive is put behind the key. */
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

  /** Liquibase's own tools would cut dollar-quoted text at its semicolons. */
  private static String attributes(NewRevision revision) {
    return (revision.upgradeSql() + revision.rollbackSql()).indexOf('$') < 0
        ? ""
        : " splitStatements:false rollbackSplitStatements:false";
  }

  private String fill(Map<String, String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }
}
