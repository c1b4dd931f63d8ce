package dev.schemamigration.source.file;

import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.QuotedText;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Rejects SQL files that Liquibase would execute differently from what their author sees. */
public final class SqlFileChecks {
  private static final Predicate<String> MARKER = line("--\\s*liquibase\\s*formatted.*");
  private static final Predicate<String> CHANGESET =
      line("--\\s*changeset\\s++(?:\"[^\"]++\"|[^:]++):\\s*\\S.*");
  private static final Predicate<String> IGNORE_LINES = line("--\\s*ignoreLines:.*");
  private static final Predicate<String> INSTRUCTION =
      line("--\\s*(comment:?\\s|property\\s(?!(?>.*?name:).*value:)).*");

  private final FileLocation location;
  private final List<String> lines;
  private final int afterTop;

  private SqlFileChecks(FileLocation location, List<String> lines, int afterTop) {
    this.location = location;
    this.lines = lines;
    this.afterTop = afterTop;
  }

  /** Throws when another tool's section markers divide the file into an up and a down part. */
  public static void refuseSectionMarkers(FileLocation location, List<String> lines) {
    SectionMarker.refuse(location, lines, first(lines, MARKER).isPresent());
  }

  /**
   * Throws for the first fault in a file.
   *
   * @param next number of the first line after the top comment
   */
  public static void refuse(FileLocation location, List<String> lines, int next) {
    var checks = new SqlFileChecks(location, lines, next - 1);
    var marker = first(lines, MARKER);
    if (marker.isEmpty()) {
      checks.refuseChangesetsWithoutMarker();
      return;
    }
    checks.refuseLateMarker(marker.getAsInt());
    checks.refuseInstructions();
    checks.refuseSkippedSql();
  }

  private void refuseChangesetsWithoutMarker() {
    var unquoted = UnquotedLines.of(lines);
    IntStream.range(0, lines.size())
        .filter(i -> CHANGESET.test(lines.get(i)) && unquoted.get(i))
        .findFirst()
        .ifPresent(
            index -> {
              throw location.fault(
                  index + 1,
                  "\"--changeset\" stands in a file that does not begin with \"--liquibase"
                      + " formatted sql\", so that Liquibase would run the file as one script"
                      + " without rollback",
                  "add that line at the top");
            });
  }

  private void refuseLateMarker(int marker) {
    if (lines.subList(0, marker).stream().anyMatch(line -> !line.isBlank())) {
      throw location.fault(
          marker + 1,
          "\"--liquibase formatted sql\" is not the first line, so that Liquibase would run the"
              + " file as one script without rollback",
          "move it to the top");
    }
  }

  private void refuseInstructions() {
    first(lines.subList(0, afterTop), INSTRUCTION)
        .ifPresent(
            index -> {
              throw location.fault(
                  index + 1,
                  "Liquibase takes %s for an instruction, which may not stand here"
                      .formatted(QuotedText.of(lines.get(index).strip())),
                  "begin the line with another word");
            });
  }

  private void refuseSkippedSql() {
    var changeset = first(lines, CHANGESET).orElse(lines.size());
    if (afterTop < changeset && first(lines.subList(0, afterTop), IGNORE_LINES).isEmpty()) {
      throw location.fault(
          afterTop + 1,
          "stands before the first \"--changeset\", so that Liquibase would skip it",
          "put a line \"--changeset author:id\" above it");
    }
  }

  private static Predicate<String> line(String pattern) {
    return Pattern.compile("\\s*" + pattern, Pattern.CASE_INSENSITIVE).asMatchPredicate();
  }

  private static OptionalInt first(List<String> lines, Predicate<String> test) {
    return IntStream.range(0, lines.size()).filter(i -> test.test(lines.get(i))).findFirst();
  }
}
