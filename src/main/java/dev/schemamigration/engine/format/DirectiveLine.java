package dev.schemamigration.engine.format;

import dev.schemamigration.text.EditDistance;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of formatted SQL that is a comment for Postgres and may be a directive for Liquibase,
 * which takes every comment for one that begins with one of its words, in prose too. Here it is a
 * directive when the word follows the two hyphens at once, or what stands behind it has the form of
 * the directive; else it is a remark. What is in the form of none, or one letter from one, is a
 * mistake. Pure.
 *
 * @param blank whether a blank separates the word from the hyphens, as in prose
 * @param rest what stands behind the word
 * @param remedy what is wrong and what to do; empty unless it is a mistake
 */
record DirectiveLine(Kind kind, boolean blank, String rest, String remedy) {
  /** What a line is. */
  enum Kind {
    /** SQL, or a comment that Liquibase takes for one. */
    SQL,
    /** A comment that Liquibase's parser would take for a directive. */
    REMARK,
    MISTAKE,
    MISTAKEN_CHANGESET,
    CHANGESET,
    PROPERTY,
    ROLLBACK,
    /** A rollback if it continues one, else a remark. */
    ROLLBACK_OR_REMARK,
    PRECONDITIONS,
    PRECONDITION,
    COMMENT,
    CHECKSUM,
    IGNORE_LINES
  }

  private static final String PROPERTY =
      "a property needs a name and a value; write name:… value:…";
  private static final Pattern LINE = pattern("\\s*+--(\\s*+)([a-z]++)(.*+)");
  private static final Pattern NAMED = pattern("\\s++(?:\"[^\"]++\"|[^:]++):\\s*+\\S.*+");
  private static final Pattern NAMED_SHORTLY =
      pattern("\\s++(?:\"[^\"]++\"|[^:\\s]++):\\s*+\\S.*+");
  private static final Pattern NAMED_ONLY =
      pattern(
          "\\s++(?:\"[^\"]++\"|[^:\"]++):\\s*+(?:\"[^\"]++\"|\\S++)"
              + "(?:\\s++\\w++:(?:\"[^\"]*+\"|[^\"\\s]\\S*+)?)*+\\s*+");
  private static final Pattern PROSE = pattern("\\s++\\S++\\s++\\S.*+");
  private static final Pattern DEFINITION_BEGUN = pattern("\\s++(?:name|value)\\s*+[:=].*+");
  private static final Pattern ATTRIBUTES =
      pattern("(?:\\s++\\w++:(?:\"[^\"]*+\"|'[^']*+'|\\S++))*+\\s*+");
  private static final Pattern CHECKS = pattern("-(?:sql-check|table-exists|view-exists)\\b.*+");
  private static final Pattern CHECKSUM =
      pattern(
          ":?\\s++((?:\\d++:)?+(?:[0-9a-f]{32}|any|all))\\s*+|:((?:\\d++:)?+(?:[0-9a-f]{32}|any|all))\\s*+");
  private static final Pattern MARKER =
      pattern("\\s*+formatted\\s++sql(?:\\s++\\w++:\\S++)*+\\s*+");
  private static final Pattern EXTENT = pattern(":(?:(?-i:start|end)|\\d++)\\s*+");
  private static final Pattern EXTENT_BEGUN = pattern("\\s*+:?\\s*+(?:start|end|\\d++)\\b.*+");
  private static final Pattern SQL =
      pattern(
          "\\s++(?:(?:alter|analyze|call|comment on|copy|create|deallocate|delete from|do language"
              + "|drop|execute|grant|import foreign|insert into|lock table|merge into|reassign owned"
              + "|refresh materialized|reindex|reset|revoke|security label|select|set role|truncate"
              + "|update|vacuum|with recursive|with \\w++ (?:\\([^)]*+\\) )?as|not required)\\b"
              + "|set \\S++ (?:=|to )|set \\S++=|do ['$]|values ?\\("
              + "|(?:begin|commit|end)\\s*+;|empty\\s*+$|changeset(?:id|author|path):|/\\*|--|;|\\$)"
              + ".*+");

  /** The directives and the form of what follows them. */
  private static final Map<String, Pattern> FORMS =
      Map.of(
          "changeset", NAMED_ONLY,
          "rollback", SQL,
          "preconditions", pattern("\\s++on(?:fail|error).*+"),
          "precondition", CHECKS,
          "validchecksum", CHECKSUM,
          "ignorelines", EXTENT);

  /** Classifies a line that begins outside of quotes and comments. */
  static DirectiveLine of(String line) {
    var match = LINE.matcher(line);
    if (!match.matches()) {
      return new DirectiveLine(Kind.SQL, false, "", "");
    }
    boolean indented = !line.startsWith("-");
    boolean blank = !match.group(1).isEmpty();
    var word = match.group(2).toLowerCase(Locale.ROOT);
    var rest = match.group(3);
    var part = new DirectiveLine(Kind.SQL, blank, rest, "");
    return switch (word) {
      case "changeset" -> part.changeset();
      case "property" -> part.property();
      case "rollback" -> part.rollback();
      case "preconditions" -> part.preconditions();
      case "precondition" -> part.precondition();
      case "comment" ->
          !indented && (rest.startsWith(" ") || rest.startsWith(": "))
              ? part.is(Kind.COMMENT)
              : part;
      case "comments" -> part.is(Kind.REMARK);
      case "validchecksum" -> part.checksum(indented);
      case "ignorelines" -> part.ignoreLines(indented);
      case "ignore" -> part.ignore();
      case "liquibase" -> part.marker();
      default -> part.other(word);
    };
  }

  /** Whether it is a {@code --changeset} that cannot be prose. */
  boolean surelyChangeset() {
    return kind == Kind.CHANGESET && (!blank || matches(NAMED_ONLY));
  }

  private DirectiveLine is(Kind kind) {
    return new DirectiveLine(kind, blank, rest, "");
  }

  private DirectiveLine mistake(String remedy) {
    return new DirectiveLine(Kind.MISTAKE, blank, rest, remedy);
  }

  /** A remark where a blank makes it prose, else a mistake. */
  private DirectiveLine remarkOr(String remedy) {
    return blank ? is(Kind.REMARK) : mistake(remedy);
  }

  private DirectiveLine changeset() {
    if (matches(NAMED) && (!blank || matches(NAMED_SHORTLY) || matches(NAMED_ONLY))) {
      return is(Kind.CHANGESET);
    }
    if (blank && !matches(NAMED) && (matches(PROSE) || rest.startsWith(":"))) {
      return is(Kind.REMARK);
    }
    return new DirectiveLine(
        Kind.MISTAKEN_CHANGESET,
        blank,
        rest,
        matches(NAMED)
            ? "may be a --changeset or a remark; write --changeset author:id, or begin the remark"
                + " with another word"
            : "--changeset without a name; write author:id behind it");
  }

  private DirectiveLine property() {
    var lower = rest.toLowerCase(Locale.ROOT);
    if (rest.isBlank() || !Character.isWhitespace(rest.charAt(0))) {
      return rest.isBlank() && !blank ? mistake(PROPERTY) : this;
    }
    int name = lower.indexOf("name:");
    if (name > 0 && lower.indexOf("value:", name) > 0) {
      return is(Kind.PROPERTY);
    }
    return matches(DEFINITION_BEGUN) ? mistake(PROPERTY) : remarkOr(PROPERTY);
  }

  private DirectiveLine rollback() {
    if (rest.isEmpty() || !Character.isWhitespace(rest.charAt(0))) {
      return this;
    }
    return is(!blank || rest.isBlank() || matches(SQL) ? Kind.ROLLBACK : Kind.ROLLBACK_OR_REMARK);
  }

  private DirectiveLine preconditions() {
    return matches(ATTRIBUTES)
        ? is(Kind.PRECONDITIONS)
        : remarkOr("--preconditions takes attributes; write onFail:MARK_RAN or the like behind it");
  }

  private DirectiveLine precondition() {
    if (matches(CHECKS)) {
      return is(Kind.PRECONDITION);
    }
    if (rest.startsWith("-")) {
      return remarkOr(
          "precondition"
              + rest.split("\\s", 2)[0]
              + " is not known in formatted SQL, which has precondition-sql-check,"
              + " precondition-table-exists and precondition-view-exists; write it as one of these,"
              + " or the changelog in YAML or XML");
    }
    return blank && !CHECKS.matcher("-" + rest.strip()).matches()
        ? this
        : mistake("a precondition without its kind; write --precondition-sql-check or the like");
  }

  private DirectiveLine checksum(boolean indented) {
    var checksum = CHECKSUM.matcher(rest);
    if (!checksum.matches()) {
      return remarkOr(
          "--validCheckSum needs a checksum; write it, or any, behind it: --validCheckSum: any");
    }
    return indented
        ? mistake("--validCheckSum is read at the beginning of a line only; take out the blanks")
        : new DirectiveLine(
            Kind.CHECKSUM,
            blank,
            Optional.ofNullable(checksum.group(1)).orElseGet(() -> checksum.group(2)),
            "");
  }

  private DirectiveLine ignoreLines(boolean indented) {
    if (matches(EXTENT) && !indented) {
      return is(Kind.IGNORE_LINES);
    }
    var remedy =
        "write --ignoreLines:start, --ignoreLines:end or --ignoreLines:3 at the beginning of the"
            + " line, and nothing behind it";
    return matches(EXTENT_BEGUN) ? mistake(remedy) : remarkOr(remedy);
  }

  private DirectiveLine ignore() {
    return rest.matches(":\\w++")
        ? remarkOr(
            "--ignore is no directive; write ignore:true behind --changeset, or --ignoreLines")
        : this;
  }

  private DirectiveLine marker() {
    return matches(MARKER)
        ? mistake("\"--liquibase formatted sql\" stands there a second time; take it out")
        : is(Kind.REMARK);
  }

  private DirectiveLine other(String word) {
    if (word.startsWith("changeset")) {
      return blank || !matches(NAMED_ONLY)
          ? is(Kind.REMARK)
          : mistake("--" + word + " is no directive; write --changeset");
    }
    if (word.startsWith("precondition")) {
      return is(Kind.REMARK);
    }
    return blank
        ? this
        : FORMS.entrySet().stream()
            .filter(it -> matches(it.getValue()) && EditDistance.isClose(word, it.getKey()))
            .findFirst()
            .map(it -> mistake("--" + word + " is no directive; write --" + it.getKey()))
            .orElse(this);
  }

  private boolean matches(Pattern form) {
    return form.matcher(rest).matches();
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
