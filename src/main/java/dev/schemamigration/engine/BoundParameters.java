package dev.schemamigration.engine;

import dev.schemamigration.source.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liquibase.ContextExpression;
import liquibase.Labels;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.DatabaseList;

/**
 * Values for <code>${name}</code>. What the requester gives comes first, then what the changelog
 * itself defines as a property, and nothing else: Liquibase's own class would also look into the
 * environment and the system properties of this process, where the operator's credentials are.
 *
 * <p>Values are put in once and not expanded again. <code>${:name}</code> stands for a literal
 * <code>${name}</code>. What has no value is left as it is and remembered.
 */
final class BoundParameters extends ChangeLogParameters {
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\s*(:?)([^{}$]*)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  private final Map<String, String> given = new HashMap<>();
  private final Map<String, Object> properties = new HashMap<>();
  private final Set<String> missing = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();

  BoundParameters(List<Parameter> parameters) {
    parameters.forEach(it -> given.put(it.name().toLowerCase(), it.value()));
  }

  /** Names that were used and have no value, in order of appearance. */
  List<String> missing() {
    return new ArrayList<>(missing);
  }

  /** Names that were used, in lower case. */
  Set<String> used() {
    return used;
  }

  @Override
  public void set(
      String key, Object value, ContextExpression contexts, Labels labels, String... databases) {
    if (databases == null
        || DatabaseList.definitionMatches(List.of(databases), "postgresql", true)) {
      properties.putIfAbsent(key.toLowerCase(), value);
    }
  }

  @Override
  public void setLocal(
      String key,
      Object value,
      DatabaseChangeLog changeLog,
      ContextExpression contexts,
      Labels labels,
      String... databases) {
    set(key, value, contexts, labels, databases);
  }

  @Override
  public Object getValue(String key, DatabaseChangeLog changeLog) {
    var name = key.toLowerCase();
    var value = given.get(name);
    return value != null ? value : properties.get(name);
  }

  @Override
  public boolean hasValue(String key, DatabaseChangeLog changeLog) {
    return getValue(key, changeLog) != null;
  }

  @Override
  public String expandExpressions(String text, DatabaseChangeLog changeLog) {
    return text == null
        ? null
        : EXPRESSION.matcher(text).replaceAll(it -> Matcher.quoteReplacement(valueOf(it)));
  }

  private String valueOf(java.util.regex.MatchResult expression) {
    var name = expression.group(2).strip();
    if (!expression.group(1).isEmpty()) {
      return "${" + name + "}";
    }
    if (!NAME.matcher(name).matches()) {
      return expression.group();
    }
    used.add(name.toLowerCase());
    var value = getValue(name, null);
    if (value == null) {
      missing.add(name);
      return expression.group();
    }
    return value.toString();
  }
}
