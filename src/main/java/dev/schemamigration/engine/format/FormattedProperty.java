package dev.schemamigration.engine.format;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the definition of a property in formatted SQL. */
final class FormattedProperty {
  private static final Pattern NAME = pattern("name:\\s*+(\\S++)");
  private static final Pattern VALUE = pattern("value:\\s*+(\\S++)");
  private static final Pattern GLOBAL = pattern("\\bglobal:(\\S++)");
  private static final Pattern DATABASES = pattern("\\bdbms:([^,\\s\"][\\w!,]*+)");

  private static final Pattern CONTEXT_FILTER =
      pattern("\\bcontextFilter:(?:\"([^\"]*+)\"|(\\S*+))");
  private static final Pattern CONTEXT = pattern("\\bcontext:(?:\"([^\"]*+)\"|(\\S*+))");
  private static final Pattern LABELS = pattern("\\blabels:(?:\"([^\"]*+)\"|(\\S*+))");

  private FormattedProperty() {}

  /** Returns the line by which the parser comes to a definition that has a name and a value. */
  static String deferred(String definition, ChangelogParameters parameters) {
    var name = NAME.matcher(definition);
    var value = VALUE.matcher(definition);
    if (!name.find() || !value.find(name.end())) {
      return "";
    }
    var global = GLOBAL.matcher(definition);
    int number =
        parameters.defer(
            new ChangelogParameters.Definition(
                name.group(1),
                value.group(1),
                scope(definition.substring(value.end())),
                !global.find(value.end()) || Boolean.parseBoolean(global.group(1)),
                false));
    return "-- property name:" + number + " value:" + number;
  }

  private static PropertyScope scope(String attributes) {
    return new PropertyScope(
        databases(attributes, 0),
        attribute(CONTEXT_FILTER, attributes).or(() -> attribute(CONTEXT, attributes)).orElse(""),
        attribute(LABELS, attributes).orElse(""));
  }

  /** The value of an attribute, in quotes or up to a blank; empty without it. */
  private static Optional<String> attribute(Pattern pattern, String attributes) {
    return pattern
        .matcher(attributes)
        .results()
        .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
        .findFirst();
  }

  /** Returns the databases that {@code text} names from an offset on; empty without any. */
  static String databases(String text, int from) {
    Matcher databases = DATABASES.matcher(text);
    return databases.find(from) ? databases.group(1) : "";
  }

  private static Pattern pattern(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
  }
}
