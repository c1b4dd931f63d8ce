package dev.schemamigration.source.file;

import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.fault.SourceException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A comment by which another tool divides a file into what it runs upwards and what it runs
 * downwards. Liquibase takes it for an ordinary comment and runs both parts.
 */
enum SectionMarker {
  GOOSE("goose", "--\\s*\\+goose\\s.*", false),
  SQL_MIGRATE("sql-migrate", "--\\s*\\+migrate\\s.*", false),
  DBMATE("dbmate", "--\\s*migrate:(up|down)\\b.*", false),
  MICRATE("micrate", "--\\s*\\+micrate\\s.*", false),
  RAMBLER("rambler", "--\\s*rambler\\s+(up|down)\\b.*", false),
  NODE_PG_MIGRATE("node-pg-migrate", "--[\\s-]*(up|down)\\s+migration[\\s:;.=-]*", true),
  TERN("tern", "--+\\s*create above\\s*/\\s*drop below\\b.*", false),
  MYBATIS("MyBatis Migrations", "--\\s*//\\s*@undo\\b.*", false),
  PLAY("Play evolutions", "(#|--)[\\s-]*!(ups|downs)\\b.*", false),
  SHMIG("shmig", "--\\s*=+\\s*(up|down)\\s*=+.*", true);

  private static final String REMEDY =
      "write the up part below lines \"--liquibase formatted sql\" and \"--changeset author:id\","
          + " and the down part as \"--rollback\" lines after it, without the markers";

  /** One match a line instead of one a tool. */
  private static final Predicate<String> ANY =
      predicate(
          Arrays.stream(values())
              .map(it -> "(?:" + it.pattern + ")")
              .collect(Collectors.joining("|")));

  private final String tool;
  private final String pattern;
  private final Predicate<String> test;
  private final boolean readsAsProse;

  SectionMarker(String tool, String pattern, boolean readsAsProse) {
    this.tool = tool;
    this.pattern = pattern;
    this.test = predicate(pattern);
    this.readsAsProse = readsAsProse;
  }

  private static Predicate<String> predicate(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.DOTALL).asMatchPredicate();
  }

  /**
   * Throws for the first marker in a file that stands outside strings, bodies and block comments.
   *
   * @param formatted whether it is formatted SQL, in which a marker that reads as prose is prose
   */
  static void refuse(FileLocation location, List<String> lines, boolean formatted) {
    UnquotedLines.of(lines).stream()
        .forEach(
            index ->
                of(lines.get(index), formatted)
                    .ifPresent(
                        marker -> {
                          throw marker.fault(location, index + 1, lines.get(index));
                        }));
  }

  private SourceException fault(FileLocation location, int number, String line) {
    var what =
        "%s is a section marker of %s, so that the up part and the down part of the file would both"
            + " run";
    return location.fault(number, what.formatted(QuotedText.of(line.strip()), tool), REMEDY);
  }

  private static Optional<SectionMarker> of(String line, boolean formatted) {
    var text = line.stripLeading();
    if (!text.startsWith("--") && !text.startsWith("#") || !ANY.test(text)) {
      return Optional.empty();
    }
    return Arrays.stream(values())
        .filter(marker -> !(formatted && marker.readsAsProse))
        .filter(marker -> marker.test.test(text))
        .findFirst();
  }
}
