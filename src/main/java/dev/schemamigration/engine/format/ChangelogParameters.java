package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.source.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import liquibase.ContextExpression;
import liquibase.Labels;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.DatabaseList;
import org.jspecify.annotations.Nullable;

/**
 * Expands <code>${name}</code>. Parameters of the request take precedence over properties of the
 * changelog, and there is no other source: Liquibase's own class would also read the environment
 * and the system properties of this process, where the operator's credentials are.
 *
 * <p>Values are not expanded again. <code>${:name}</code> is an escaped <code>${name}</code>. A
 * name without a value is kept and reported as missing.
 */
public final class ChangelogParameters extends ChangeLogParameters {
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\s*+(:?)([^{}$]*+)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*+");

  private final ChangelogLocation location;
  private final List<Parameter> secretValues;
  private final Set<String> secrets = new HashSet<>();
  private final Map<String, String> given = new HashMap<>();
  private final Map<String, Object> properties = new HashMap<>();
  private final Set<String> missing = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();
  private long expansion;

  public ChangelogParameters(ChangelogLocation location, List<Parameter> parameters) {
    this.location = location;
    this.secretValues =
        parameters.stream()
            .filter(it -> it.secret() && !it.value().isEmpty())
            .sorted(Comparator.comparingInt((Parameter it) -> it.value().length()).reversed())
            .toList();
    parameters.forEach(it -> given.put(key(it.name()), it.value()));
    parameters.stream().filter(Parameter::secret).map(it -> key(it.name())).forEach(secrets::add);
  }

  /** Returns {@code text} with the values of secrets replaced by their names, longer ones first. */
  public String withoutSecrets(String text) {
    var masked = text;
    for (var secret : secretValues) {
      masked = masked.replace(secret.value(), "${" + secret.name() + "}");
    }
    return masked;
  }

  /**
   * Refuses a secret in names and labels of changesets, which are recorded unmasked.
   *
   * @throws EngineException when {@code text} refers to one
   */
  void refuseSecrets(String text, String where, String what) {
    EXPRESSION
        .matcher(text)
        .results()
        .map(it -> it.group(2).strip())
        .filter(it -> secrets.contains(key(it)))
        .findFirst()
        .ifPresent(
            name -> {
              throw location.forbidden(
                  where, "${" + name + "} in " + what, "it is recorded, and that is a secret");
            });
  }

  /** Returns the names that were used and have no value, in order of appearance. */
  public List<String> missing() {
    return new ArrayList<>(missing);
  }

  /** Returns the names without a value that {@code text}, which was expanded, still holds. */
  public List<String> missingIn(String text) {
    return missing.stream()
        .filter(
            it ->
                Pattern.compile("\\$\\{\\s*+" + Pattern.quote(it) + "\\s*+}").matcher(text).find())
        .toList();
  }

  /** Returns the names that were used, in lower case. */
  public Set<String> used() {
    return used;
  }

  /**
   * Expands {@code text}.
   *
   * @throws EngineException when the expansions become too long
   */
  String expand(String text) {
    if (text.indexOf("${") < 0) {
      return text;
    }
    var expanded = new StringBuilder();
    var expression = EXPRESSION.matcher(text);
    while (expression.find()) {
      var value = valueOf(expression);
      limitExpansion(value.length() - expression.group().length());
      expression.appendReplacement(expanded, Matcher.quoteReplacement(value));
    }
    return expression.appendTail(expanded).toString();
  }

  /**
   * Defines a property of the changelog; the first definition counts.
   *
   * @param databases to which it applies; empty for all
   */
  void define(String name, String value, String databases) {
    if (mentionsSecret(value)) {
      secrets.add(key(name));
    }
    if (databases.isBlank() || DatabaseList.definitionMatches(databases, "postgresql", true)) {
      var expanded = expand(value);
      if (expanded.length() > ChangelogLimits.PROPERTY) {
        throw location.invalid(
            "property \""
                + name
                + "\" has a value of more than "
                + ChangelogLimits.PROPERTY
                + " characters; shorten it");
      }
      properties.putIfAbsent(key(expand(name)), expanded);
    }
  }

  private boolean mentionsSecret(String text) {
    return EXPRESSION
        .matcher(text)
        .results()
        .anyMatch(it -> secrets.contains(key(it.group(2).strip())));
  }

  private void limitExpansion(int more) {
    expansion += Math.max(0, more);
    if (expansion > ChangelogLimits.EXPANSION) {
      throw location.invalid(
          "becomes more than "
              + ChangelogLimits.EXPANSION
              + " characters longer by its parameters; use them less often");
    }
  }

  private String valueOf(MatchResult expression) {
    var name = expression.group(2).strip();
    if (!expression.group(1).isEmpty()) {
      return "${" + name + "}";
    }
    if (!NAME.matcher(name).matches()) {
      return expression.group();
    }
    used.add(key(name));
    var value = getValue(name, null);
    if (value == null) {
      missing.add(name);
      return expression.group();
    }
    return value.toString();
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  @Override
  public void set(
      String key, Object value, ContextExpression contexts, Labels labels, String... databases) {
    properties.putIfAbsent(key(key), value);
  }

  @Override
  public void setLocal(
      String key,
      Object value,
      DatabaseChangeLog changeLog,
      ContextExpression contexts,
      Labels labels,
      String... databases) {
    properties.putIfAbsent(key(key), value);
  }

  @Override
  public @Nullable Object getValue(String key, @Nullable DatabaseChangeLog changeLog) {
    var value = given.get(key(key));
    return value != null ? value : properties.get(key(key));
  }

  @Override
  public @Nullable Object getLocalValue(String key, ChangeSet changeSet) {
    return null;
  }

  @Override
  public boolean hasValue(String key, DatabaseChangeLog changeLog) {
    return getValue(key, changeLog) != null;
  }

  @Override
  public @Nullable String expandExpressions(@Nullable String text, DatabaseChangeLog changeLog) {
    return text == null ? null : expand(text);
  }
}
