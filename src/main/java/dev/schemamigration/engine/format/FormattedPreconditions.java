package dev.schemamigration.engine.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what Liquibase's parser leaves out of preconditions in formatted SQL: messages, which it
 * does not know there, and everything that has not its form, which it passes over in silence. Pure.
 */
final class FormattedPreconditions {
  private static final List<String> ACTIONS = List.of("HALT", "CONTINUE", "MARK_RAN", "WARN");
  private static final List<String> MODES = List.of("IGNORE", "TEST", "FAIL");
  private static final List<String> ANY = List.of();
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "onfail", ACTIONS,
          "onerror", ACTIONS,
          "onsqloutput", MODES,
          "onupdatesql", MODES,
          "onfailmessage", ANY,
          "onerrormessage", ANY);
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(\\w++):(?:\"([^\"]*+)\"|'([^']*+)'|(\\S++))");
  private static final Pattern EXPECTED =
      pattern("(?:expectedResult:)?+(?:(\\w++)|'[^']++'|\"[^\"]++\") (.*+)");
  private static final Pattern BLANK = pattern("expectedResult:\\s.*+");
  private static final Pattern RELATION = pattern("(?:\\s*+(?:%s|schema):\\w++(?=\\s|$))++\\s*+");

  private FormattedPreconditions() {}

  /** Returns the attributes of a {@code --preconditions} line, by name in lower case. */
  static Map<String, String> attributes(String rest) {
    var attributes = new LinkedHashMap<String, String>();
    var attribute = ATTRIBUTE.matcher(rest);
    while (attribute.find()) {
      var value =
          attribute.group(2) != null
              ? attribute.group(2)
              : attribute.group(3) != null ? attribute.group(3) : attribute.group(4);
      attributes.put(attribute.group(1).toLowerCase(Locale.ROOT), value);
    }
    return attributes;
  }

  /** Returns what is wrong with the attributes of a {@code --preconditions} line. */
  static Optional<String> refusal(Map<String, String> attributes) {
    for (var attribute : attributes.entrySet()) {
      var values = VALUES.get(attribute.getKey());
      if (values == null) {
        return Optional.of(
            "\""
                + attribute.getKey()
                + "\" is no attribute of --preconditions, which has onFail, onError, onFailMessage,"
                + " onErrorMessage and onSqlOutput; correct it");
      }
      if (!values.isEmpty() && !values.contains(attribute.getValue().toUpperCase(Locale.ROOT))) {
        return Optional.of(
            "\""
                + attribute.getValue()
                + "\" is nothing that --preconditions can do; write one of "
                + String.join(", ", values));
      }
    }
    return Optional.empty();
  }

  /** Returns what is wrong with a {@code --precondition-…} line that is known by its kind. */
  static Optional<String> refusal(String rest) {
    var parts = rest.substring(1).split("\\s", 2);
    var kind = parts[0].toLowerCase(Locale.ROOT);
    var text = parts.length == 1 ? "" : parts[1].strip();
    if (kind.equals("sql-check")) {
      return sqlCheck(text);
    }
    var name = kind.equals("table-exists") ? "table" : "view";
    return Pattern.compile(RELATION.pattern().formatted(name), Pattern.CASE_INSENSITIVE)
            .matcher(text)
            .matches()
        ? Optional.empty()
        : Optional.of(
            "precondition-%s takes %s:name and schema:name, of letters and digits; write other names"
                    .formatted(kind, name)
                + " as precondition-sql-check expectedResult:t SELECT to_regclass('…') IS NOT NULL");
  }

  private static Optional<String> sqlCheck(String text) {
    var expected = EXPECTED.matcher(text);
    if (!expected.matches()) {
      return Optional.of(
          BLANK.matcher(text).matches()
              ? "a blank behind expectedResult: is not read; write expectedResult:1 SELECT …"
              : "precondition-sql-check needs an expected result, in quotes if it is no word, and a"
                  + " query; write expectedResult:1 SELECT … or expectedResult:\"-1\" SELECT …");
    }
    var word = Optional.ofNullable(expected.group(1)).orElse("").toUpperCase(Locale.ROOT);
    return !text.regionMatches(true, 0, "expectedResult:", 0, 15)
            && List.of("SELECT", "WITH", "VALUES", "TABLE").contains(word)
        ? Optional.of(
            "precondition-sql-check needs an expected result; write expectedResult:1 SELECT …")
        : Optional.empty();
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
