package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Prepares formatted SQL for Liquibase's parser. Changesets that never run here are left out, and
 * what only looks like a directive is hidden. A rollback in a block comment becomes {@code
 * --rollback} lines, because the parser would join its lines without a line break. Lines that the
 * parser would pass over, or on which its patterns would not terminate, are refused.
 */
public final class FormattedSql {
  private static final Pattern MARKER = directive("\\s*+--\\s*+liquibase\\s*+formatted.*+");

  private final ChangelogLocation location;
  private final ChangelogParameters parameters;
  private final HiddenLines hidden;
  private final List<String> prepared = new ArrayList<>();
  private final List<ChangesetLines> kept = new ArrayList<>();
  private ChangesetLines lines = new ChangesetLines();
  private ChangesetHeader changeset = new ChangesetHeader("");
  private boolean runsHere = true;
  private boolean begun;
  private int line;
  private int changesets;

  private FormattedSql(
      ChangelogLocation location, ChangelogParameters parameters, HiddenLines hidden) {
    this.location = location;
    this.parameters = parameters;
    this.hidden = hidden;
  }

  /**
   * Returns what the parser reads instead of {@code content}.
   *
   * @throws EngineException when it holds a line that is refused
   */
  static PreparedFile prepare(
      ChangelogLocation location, String content, ChangelogParameters parameters) {
    parameters.spending().text(content);
    if (content.lines().limit(ChangelogLimits.LINES + 1).count() > ChangelogLimits.LINES) {
      throw location.tooComplex(
          "holds more than " + ChangelogLimits.LINES + " lines; split it into several revisions");
    }
    var marker = marker(content);
    if (marker.isEmpty()) {
      return PlainScript.prepare(location, content);
    }
    parameters.refuseSecrets(marker.get(), "the first line", "it");
    var hidden = HiddenLines.of(content);
    var formatted = new FormattedSql(location, parameters, hidden);
    var file = content.lines().toList();
    formatted.read(
        file.iterator(), QuotedLines.of(file, it -> new ChangesetHeader(it).readable(parameters)));
    parameters.restart();
    var lines = RollbackReferences.inFormattedSql(location.path(), formatted.prepared);
    return new PreparedFile(
        location.path(), String.join("\n", lines) + "\n", hidden, formatted.kept);
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

  private void read(Iterator<String> file, BitSet quoted) {
    while (file.hasNext()) {
      var text = next(file);
      if (!begun) {
        begun = !text.isBlank();
        prepared.add(text);
      } else if (quoted.get(line - 1)) {
        remark(text);
      } else if (QuotedLines.isRollbackBlock(text) && changesets > 0) {
        rollback(file);
      } else {
        directive(text, DirectiveLine.of(text), file);
      }
    }
    requireClosed("the end of the file");
  }

  private void directive(String text, DirectiveLine directive, Iterator<String> file) {
    switch (directive.kind()) {
      case SQL -> sql(text, text);
      case REMARK -> remark(text);
      case MISTAKE -> {
        refuseWhereItRuns(Optional.of(directive.remedy()));
        keep("");
      }
      case MISTAKEN_CHANGESET -> refuse(directive.remedy());
      case CHANGESET -> changeset(text);
      case PROPERTY -> prepared.add(FormattedProperty.deferred(directive.rest(), parameters));
      case COMMENT -> keep(text);
      case IGNORE_LINES -> {
        keep(text);
        ignore(directive.rest().substring(1).strip(), file);
      }
      case ROLLBACK_OR_REMARK -> rollbackOrRemark(text, directive.rest().substring(1));
      case ROLLBACK, PRECONDITIONS, PRECONDITION, CHECKSUM -> withinChangeset(text, directive);
    }
  }

  private void withinChangeset(String text, DirectiveLine directive) {
    if (changesets == 0) {
      refuse(
          "\"" + text.strip() + "\" has no effect above the first --changeset; move it below one");
    }
    switch (directive.kind()) {
      case ROLLBACK -> rollback(directive.rest().substring(1));
      case CHECKSUM -> keep("--validCheckSum: " + directive.rest());
      case PRECONDITIONS -> {
        lines.preconditions(FormattedPreconditions.attributes(directive.rest()));
        refuseWhereItRuns(FormattedPreconditions.refusal(lines.preconditions()));
        keep(text);
      }
      default -> {
        refuseWhereItRuns(FormattedPreconditions.refusal(directive.rest()));
        keep(text);
      }
    }
  }

  private void refuseWhereItRuns(Optional<String> refusal) {
    refusal.filter(it -> runsHere).ifPresent(this::refuse);
  }

  private void refuse(String why) {
    throw location.invalid("line " + line + ": " + why);
  }

  private void sql(String text, String shown) {
    keep(shown);
    lines.sql().add(line, text);
  }

  /** Keeps a comment that the parser must not take for a directive. */
  private void remark(String text) {
    sql(text, changesets == 0 ? "" : hidden.hide(text));
  }

  private void rollbackOrRemark(String text, String part) {
    if (lines.continuesRollback(line)) {
      rollback(part);
    } else {
      remark(text);
    }
  }

  private void rollback(String part) {
    keep("--rollback " + part);
    lines.rollback(line, part);
  }

  /** Leaves lines blank that belong to a changeset which never runs here. */
  private void keep(String text) {
    prepared.add(runsHere ? text : "");
  }

  /** Refuses a changeset that leaves a token open, of which the rest of the file would be part. */
  private void requireClosed(String extent) {
    if (changesets == 0) {
      lines.sql().requireClosedComments(location, extent);
    } else if (runsHere && !changeset.hasDelimiter()) {
      lines.requireClosed(location, extent);
    }
    lines = new ChangesetLines();
  }

  private String next(Iterator<String> file) {
    line++;
    return file.next();
  }

  private void ignore(String extent, Iterator<String> file) {
    boolean counted = extent.matches("\\d++");
    long left = extent.matches("\\d{1,9}") ? Long.parseLong(extent) : Long.MAX_VALUE;
    boolean over = extent.equals("end");
    while (!over && left-- > 0 && file.hasNext()) {
      var text = next(file);
      over = !counted && QuotedLines.endsIgnored(text);
      prepared.add(over && runsHere ? text : "");
    }
  }

  private void changeset(String text) {
    requireClosed("the next --changeset");
    changeset = new ChangesetHeader(text);
    changeset.refusal().ifPresent(this::refuse);
    runsHere = changeset.runsHere(parameters);
    if (++changesets > ChangelogLimits.CHANGESETS) {
      throw location.tooComplex(
          "holds more than "
              + ChangelogLimits.CHANGESETS
              + " changesets; split it into several revisions");
    }
    if (runsHere) {
      parameters.refuseSecrets(text, "line " + line, "a --changeset line");
      kept.add(lines);
    }
    keep(text);
  }

  private void rollback(Iterator<String> file) {
    int begin = line;
    while (file.hasNext()) {
      var text = next(file).stripTrailing();
      boolean last = text.endsWith("*/");
      var part = last ? text.substring(0, text.length() - 2) : text;
      rollback(part);
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
