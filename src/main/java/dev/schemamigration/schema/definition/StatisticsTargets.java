package dev.schemamigration.schema.definition;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How exactly the server samples, as it stands at the end of a definition in the catalog.
 *
 * @param rest the definition without it
 * @param values by the number of the column of an index; of a statistics object by nothing
 */
public record StatisticsTargets(String rest, Map<String, String> values) {
  private static final Pattern LAST =
      Pattern.compile("(?<rest>.*) STATISTICS (?:(?<key>\\d+) )?(?<value>\\d+)", Pattern.DOTALL);
  private static final Pattern TABLESPACE = Pattern.compile(" TABLESPACE \\S+$");

  /** Takes a definition apart. */
  public static StatisticsTargets of(String definition) {
    var values = new TreeMap<String, String>();
    var rest = TABLESPACE.matcher(definition).replaceFirst("");
    for (var last = LAST.matcher(rest); last.matches(); last = LAST.matcher(rest)) {
      values.put(last.group("key") == null ? "" : last.group("key"), last.group("value"));
      rest = last.group("rest");
    }
    return new StatisticsTargets(rest, values);
  }
}
