package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Prepares formatted SQL for Liquibase's parser. Changesets that never run here are left out. A
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
  private static final Pattern GLOBAL = directive("\\bglobal:(\\S++)");
  private static final Pattern DATABASES = directive("\\bdbms:([^,\\s\"][\\w!,]*+)");
  private static final Pattern QUOTED_DATABASES = directive(".*\\bdbms:\\s*+\".*+");
  private static final Pattern IGNORED = directive("\\bignore:true\\b");

  private final ChangelogLocation location;
  private final ChangelogParameters parameters;
  private final List<String> prepared = new ArrayList<>();
  private SourceLines sql = new SourceLines();
  private SourceLines rollback = new SourceLines();
  private String changeset = "";
  private boolean runsHere = true;
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
    parameters.spending().characters(content.length());
    if (content.lines().limit(ChangelogLimits.LINES + 1).count() > ChangelogLimits.LINES) {
      throw location.tooComplex(
          "holds more than " + ChangelogLimits.LINES + " lines; split it into several revisions");
    }
    var marker = marker(content);
    if (marker.isEmpty()) {
      return PlainScript.prepare(location, content);
    }
    parameters.refuseSecrets(marker.get(), "the first line", "it");
    var formatted = new FormattedSql(location, parameters);
    formatted.read(content.lines().iterator());
    parameters.restart();
    var lines = RollbackReferences.inFormattedSql(location.path(), formatted.prepared);
    return String.join("\n", lines) + "\n";
  }

  /** Refuses a plain script that names a parameter of the request. */
  public static void refuseParametersInPlainScript(
      ChangelogLocation location, String content, ChangelogParameters parameters) {
    if (!is(content)) {
      PlainScript.refuseParameters(location, content, parameters);
    }
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
        keep(text);
        ignore(ignore.group(1), lines);
      } else {
        directive(text, lines);
      }
    }
    requireClosed("the end of the file");
  }

  private void sql(String text) {
    keep(text);
    sql.add(line, text);
  }

  /** Leaves lines blank that belong to a changeset which never runs here. */
  private void keep(String text) {
    prepared.add(runsHere ? text : "");
  }

  /**
   * Refuses a changeset that leaves a token open. The parser ends it at the next header, whatever
   * that lies in. Text with another delimiter is lexed once that is known.
   */
  private void requireClosed(String extent) {
    if (changesets == 0) {
      sql.requireClosedComments(location, extent);
    } else if (runsHere && !END_DELIMITER.matcher(changeset).matches()) {
      sql.requireClosed(location, extent);
      rollback.requireClosed(location, "the end of the rollback");
    }
    sql = new SourceLines();
    rollback = new SourceLines();
  }

  private boolean runsHere(String header) {
    if (QUOTED_DATABASES.matcher(header).matches()) {
      throw location.invalid(
          "line " + line + ": dbms in quotes is not read; write it as dbms:postgresql,h2");
    }
    var databases = DATABASES.matcher(header);
    return parameters.includePostgres(databases.find() ? databases.group(1) : "")
        && !IGNORED.matcher(header).find();
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
      prepared.add(end.matches() && runsHere ? text : "");
      if (over && !extent.matches("\\d+")) {
        return;
      }
    }
  }

  private void directive(String text, Iterator<String> lines) {
    var property = PROPERTY.matcher(text);
    if (property.matches()) {
      prepared.add(deferred(property.group(1)));
    } else if (CHANGESET.matcher(text).matches()) {
      changeset(text);
    } else if (changesets > 0 && ROLLBACK_BLOCK.matcher(text).matches()) {
      rollback(lines);
    } else {
      other(text);
    }
  }

  private void other(String text) {
    var part = ROLLBACK_LINE.matcher(text);
    if (changesets > 0 && part.matches()) {
      keep(text);
      rollback.add(line, part.group(1));
    } else {
      sql(text);
    }
  }

  /** Returns the line by which the parser comes to a definition. */
  private String deferred(String definition) {
    var name = NAME.matcher(definition);
    var value = VALUE.matcher(definition);
    if (!name.find() || !value.find(name.end())) {
      throw location.invalid(
          "line " + line + ": a property needs a name and a value; write name:… value:…");
    }
    var databases = DATABASES.matcher(definition);
    var global = GLOBAL.matcher(definition);
    int number =
        parameters.defer(
            new ChangelogParameters.Definition(
                name.group(1),
                value.group(1),
                databases.find(value.end()) ? databases.group(1) : "",
                !global.find(value.end()) || Boolean.parseBoolean(global.group(1))));
    return "-- property name:" + number + " value:" + number;
  }

  private void changeset(String text) {
    if (!NAMED_CHANGESET.matcher(text).matches()) {
      throw location.invalid(
          "line " + line + ": --changeset without a name; write author:id behind it");
    }
    requireClosed("the next --changeset");
    changeset = text;
    runsHere = runsHere(text);
    if (++changesets > ChangelogLimits.CHANGESETS) {
      throw location.tooComplex(
          "holds more than "
              + ChangelogLimits.CHANGESETS
              + " changesets; split it into several revisions");
    }
    if (runsHere) {
      parameters.refuseSecrets(text, "line " + line, "a --changeset line");
    }
    keep(text);
  }

  private void rollback(Iterator<String> lines) {
    int begin = line;
    while (lines.hasNext()) {
      var text = next(lines).stripTrailing();
      boolean last = text.endsWith("*/");
      var part = last ? text.substring(0, text.length() - 2) : text;
      keep("--rollback " + part);
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
