package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import liquibase.database.DatabaseList;

/**
 * Prepares formatted SQL for Liquibase's parser. Properties are removed and defined here. A
 * rollback in a block comment becomes {@code --rollback} lines, because the parser would join its
 * lines without a line break. Lines on which the parser's patterns would not terminate are refused.
 */
public final class FormattedSql {
  private static final Pattern MARKER = directive("\\s*+--\\s*+liquibase\\s*+formatted.*+");
  private static final Pattern PROPERTY = directive("\\s*+--\\s*+property\\s++(.*+)");
  private static final Pattern CHANGESET = directive("\\s*+--\\s*+changeset(?!\\w).*+");
  private static final Pattern NAMED_CHANGESET =
      directive("\\s*+--\\s*+changeset\\s++(?:\"[^\"]++\"|[^:]++):\\s*+\\S.*+");
  private static final Pattern IGNORE = directive("--\\s*+ignoreLines:(\\w++)");
  private static final Pattern ROLLBACK_BLOCK =
      directive("\\s*+/\\*\\s*+liquibase\\s*+rollback\\s*+");
  private static final Pattern ROLLBACK_LINE = directive("\\s*+--\\s*+rollback\\s(.*+)");
  private static final Pattern END_DELIMITER = directive(".*\\bendDelimiter:.*");
  private static final Pattern NAME = directive("name:\\s*+(\\S++)");
  private static final Pattern VALUE = directive("value:\\s*+(\\S++)");
  private static final Pattern DATABASES = directive("\\bdbms:([\\w!,]++)");
  private static final Pattern CHANGESET_DATABASES =
      directive("\\bdbms:(?:\"([^\"]*+)\"|([\\w!,]++))");

  private final ChangelogLocation location;
  private final ChangelogParameters parameters;
  private final List<String> prepared = new ArrayList<>();
  private SourceLines sql = new SourceLines();
  private SourceLines rollback = new SourceLines();
  private String changeset = "";
  private int line;
  private int changesets;

  private FormattedSql(ChangelogLocation location, ChangelogParameters parameters) {
    this.location = location;
    this.parameters = parameters;
  }

  /**
   * Returns what the parser reads instead of {@code content}.
   *
   * @throws EngineException when it holds a line that is refused
   */
  public static String prepare(
      ChangelogLocation location, String content, ChangelogParameters parameters) {
    var marker = marker(content);
    if (marker.isEmpty()) {
      return PlainScript.prepare(location, content);
    }
    parameters.refuseSecrets(marker.get(), "the first line", "it");
    var formatted = new FormattedSql(location, parameters);
    formatted.read(content.lines().iterator());
    return String.join("\n", formatted.prepared) + "\n";
  }

  /** Whether {@code content} begins with the marker of formatted SQL. */
  static boolean is(String content) {
    return marker(content).isPresent();
  }

  private static Optional<String> marker(String content) {
    return content
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .filter(line -> MARKER.matcher(line).matches());
  }

  private void read(Iterator<String> lines) {
    while (lines.hasNext()) {
      var text = next(lines);
      var ignore = IGNORE.matcher(text);
      if (!text.stripLeading().startsWith("-") && !text.stripLeading().startsWith("/*")) {
        sql(text);
      } else if (ignore.matches()) {
        prepared.add(text);
        ignore(ignore.group(1), lines);
      } else {
        directive(text, lines);
      }
    }
    requireClosed("the end of the file");
  }

  private void sql(String text) {
    prepared.add(text);
    sql.add(line, text);
  }

  /**
   * Refuses a changeset that leaves a token open. The parser ends it at the next header, whatever
   * that lies in. Text for other databases, or with another delimiter, is lexed once it is known.
   */
  private void requireClosed(String extent) {
    if (changesets == 0) {
      sql.requireClosedComments(location, extent);
    } else if (appliesToPostgres(changeset) && !END_DELIMITER.matcher(changeset).matches()) {
      sql.requireClosed(location, extent);
      rollback.requireClosed(location, "the end of the rollback");
    }
    sql = new SourceLines();
    rollback = new SourceLines();
  }

  private static boolean appliesToPostgres(String header) {
    var databases = CHANGESET_DATABASES.matcher(header);
    return !databases.find()
        || DatabaseList.definitionMatches(
            databases.group(1) == null ? databases.group(2) : databases.group(1),
            "postgresql",
            true);
  }

  private String next(Iterator<String> lines) {
    line++;
    return lines.next();
  }

  private void ignore(String extent, Iterator<String> lines) {
    long left = extent.matches("\\d{1,9}") ? Long.parseLong(extent) : Long.MAX_VALUE;
    while (left-- > 0 && lines.hasNext()) {
      var text = next(lines);
      var end = IGNORE.matcher(text);
      boolean over = end.matches() && end.group(1).equals("end");
      prepared.add(end.matches() ? text : "");
      if (over && !extent.matches("\\d+")) {
        return;
      }
    }
  }

  private void directive(String text, Iterator<String> lines) {
    var property = PROPERTY.matcher(text);
    if (property.matches()) {
      define(property.group(1));
      skipped();
    } else if (CHANGESET.matcher(text).matches()) {
      changeset(text);
    } else if (changesets > 0 && ROLLBACK_BLOCK.matcher(text).matches()) {
      skipped();
      rollback(lines);
    } else {
      other(text);
    }
  }

  private void other(String text) {
    var part = ROLLBACK_LINE.matcher(text);
    if (changesets > 0 && part.matches()) {
      prepared.add(text);
      rollback.add(line, part.group(1));
    } else {
      sql(text);
    }
  }

  /**
   * Keeps line numbers before the first changeset; a blank line within one would be part of the
   * SQL.
   */
  private void skipped() {
    if (changesets == 0) {
      prepared.add("");
    }
  }

  private void define(String definition) {
    var name = NAME.matcher(definition);
    var value = VALUE.matcher(definition);
    if (!name.find() || !value.find(name.end())) {
      throw location.invalid(
          "line " + line + ": a property needs a name and a value; write name:… value:…");
    }
    var databases = DATABASES.matcher(definition);
    parameters.define(
        name.group(1), value.group(1), databases.find(value.end()) ? databases.group(1) : "");
  }

  private void changeset(String text) {
    if (!NAMED_CHANGESET.matcher(text).matches()) {
      throw location.invalid(
          "line " + line + ": --changeset without a name; write author:id behind it");
    }
    requireClosed("the next --changeset");
    changeset = text;
    if (++changesets > ChangelogLimits.CHANGESETS) {
      throw location.invalid(
          "holds more than "
              + ChangelogLimits.CHANGESETS
              + " changesets; split it into several revisions");
    }
    parameters.refuseSecrets(text, "line " + line, "a --changeset line");
    prepared.add(text);
  }

  private void rollback(Iterator<String> lines) {
    int begin = line;
    while (lines.hasNext()) {
      var text = next(lines).stripTrailing();
      boolean last = text.endsWith("*/");
      var part = last ? text.substring(0, text.length() - 2) : text;
      prepared.add("--rollback " + part);
      rollback.add(line, part);
      if (last) {
        return;
      }
    }
    throw location.invalid("line " + begin + ": the rollback is not closed; end it with */");
  }

  private static Pattern directive(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
