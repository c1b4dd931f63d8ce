package dev.schemamigration.autogenerate;

import dev.schemamigration.schema.catalog.CatalogEntry;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a comparison leaves out: rules {@code kind:schema.name}, in which a star stands for any
 * text. A table that is left out takes with it what is part of it.
 */
public record IgnoreRules(List<String> rules) {
  /** Nothing is left out. */
  public static final IgnoreRules NONE = new IgnoreRules(List.of());

  public IgnoreRules {
    rules = List.copyOf(rules);
  }

  boolean keeps(CatalogEntry entry) {
    return !ignores(entry);
  }

  boolean ignores(CatalogEntry entry) {
    return rules.stream().anyMatch(it -> matches(it, entry));
  }

  private static boolean matches(String rule, CatalogEntry entry) {
    int colon = rule.indexOf(':');
    var kind = colon < 0 ? "*" : rule.substring(0, colon);
    var name = rule.substring(colon + 1);
    if (glob(kind).matcher(entry.kind()).matches() && glob(name).matcher(entry.name()).matches()) {
      return true;
    }
    return glob(kind).matcher("table").matches() && partOfTable(name, entry);
  }

  private static boolean partOfTable(String table, CatalogEntry entry) {
    return switch (entry.kind()) {
      case "column", "constraint", "not null constraint", "trigger", "policy", "rule" ->
          glob(table + ".*").matcher(entry.name()).matches();
      case "comment" ->
          glob("* " + table).matcher(entry.name()).matches()
              || glob("* " + table + ".*").matcher(entry.name()).matches();
      case "owner" -> glob("TABLE " + table).matcher(entry.name()).matches();
      case "privilege" -> glob("* ON TABLE " + table + " TO *").matcher(entry.name()).matches();
      case "index" -> glob("* ON " + table + " USING *").matcher(entry.definition()).matches();
      case "sequence" -> glob("* BY " + table + ".*").matcher(entry.definition()).matches();
      default -> false;
    };
  }

  private static Pattern glob(String text) {
    return Pattern.compile(
        List.of(text.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
