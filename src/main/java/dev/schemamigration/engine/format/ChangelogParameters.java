package dev.schemamigration.engine.format;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.ProcessCopies;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import liquibase.ContextExpression;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Labels;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.DatabaseList;
import org.jspecify.annotations.Nullable;

/**
 * Expands <code>${name}</code>. Parameters of the request take precedence over what Liquibase says
 * of the database, and that over properties of the changelog, in the order in which it defines
 * them. There is no other source: Liquibase's own class would also read the environment and the
 * system properties of this process, where the operator's credentials are.
 *
 * <p>Values of the request are not expanded again; those of properties are. <code>${:name}</code>
 * is an escaped <code>${name}</code>. A name without a value is kept and reported as missing.
 */
public final class ChangelogParameters extends ChangeLogParameters {
  /** By which Liquibase decides what is for which database; no parameter can change it. */
  private static final String TYPE = "database.typeName";

  private final ChangelogLocation location;
  private final List<Parameter> secretValues;
  private final ParameterValues values;
  private final Spending spending;
  private final List<Definition> deferred = new ArrayList<>();
  private final Optional<Contexts> contexts;
  private final Optional<LabelExpression> labels;

  /**
   * Creates the parameters of one changelog.
   *
   * @param filter by which properties are chosen; empty where their contexts and labels count for
   *     nothing
   * @param database the value of a name that begins with {@code database.}, if it has one
   */
  public ChangelogParameters(
      ChangelogLocation location,
      List<Parameter> parameters,
      Optional<ChangesetFilter> filter,
      Function<String, Optional<String>> database,
      Spending spending) {
    ProcessCopies.drop(this);
    this.location = location;
    this.spending = spending;
    this.contexts = filter.map(it -> new Contexts(it.contexts()));
    this.labels = filter.map(it -> new LabelExpression(it.labels()));
    this.values = new ParameterValues(location, parameters, database, spending);
    this.secretValues =
        parameters.stream()
            .filter(it -> it.secret() && !it.value().isEmpty())
            .sorted(Comparator.comparingInt((Parameter it) -> it.value().length()).reversed())
            .toList();
  }

  /**
   * A definition of a property.
   *
   * @param scope where it applies
   * @param everywhere whether it is global, as a property is unless it says otherwise
   * @param late whether its value is expanded where it is used, and not where it is defined
   */
  record Definition(
      String name, String value, PropertyScope scope, boolean everywhere, boolean late) {}

  /** What the parse of the changelog may use. */
  public Spending spending() {
    return spending;
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
    var secret = values.expand(text).secret();
    if (!secret.isEmpty()) {
      throw location.forbidden(
          where, "${" + secret + "} in " + what, "it is recorded, and that is a secret");
    }
  }

  /** Returns the names that were used and have no value, in order of appearance. */
  public List<String> missing() {
    return List.copyOf(values.missing());
  }

  /** Returns the names without a value that {@code text}, which was expanded, still holds. */
  public List<String> missingIn(String text) {
    var names = ParameterReference.names(text);
    return values.missing().stream().filter(names::contains).toList();
  }

  /** Whether {@code name} has a value now, which it may not have had where it was used. */
  public boolean defines(String name) {
    return values.find(name).isPresent();
  }

  /** Whether the request gives {@code name} a value. */
  boolean isGiven(String name) {
    return values.isGiven(name);
  }

  /** Returns the names that were used, in lower case. */
  public Set<String> used() {
    return values.used();
  }

  /**
   * Expands {@code text}.
   *
   * @throws EngineException when the expansions become too long
   */
  String expand(String text) {
    return values.expand(text).text();
  }

  /** Whether a list of databases, expanded first, includes Postgres; an empty one does. */
  boolean includePostgres(String databases) {
    var names = expand(databases);
    return names.isBlank() || DatabaseList.definitionMatches(names, "postgresql", true);
  }

  /**
   * Defines a property of the changelog from here on, where it applies.
   *
   * @throws EngineException when its context is no expression
   */
  void define(Definition definition) {
    if (applies(definition)) {
      values.define(definition);
    }
  }

  private boolean applies(Definition definition) {
    var scope = definition.scope();
    var context = expand(scope.context());
    var own = new Labels(expand(scope.labels()));
    if (contexts.isPresent()) {
      var where = "property \"" + definition.name() + "\"";
      ContextExpressions.check(location, spending, where, context);
      ContextExpressions.checkLabels(location, spending, where, own);
    }
    return includePostgres(scope.databases())
        && contexts.map(new ContextExpression(context)::matches).orElse(true)
        && labels.map(it -> it.matches(own)).orElse(true);
  }

  /**
   * Keeps a definition until Liquibase's parser comes to its line, and returns its number, by which
   * that line is to name it. It counts until {@link #restart}.
   */
  int defer(Definition definition) {
    define(definition);
    deferred.add(definition);
    return deferred.size() - 1;
  }

  /** Removes all definitions, so that the parser makes the deferred ones line by line. */
  void restart() {
    values.restart();
  }

  /** Called by Liquibase's parser at the line of a deferred definition. */
  @Override
  public void set(
      String key,
      Object value,
      String contexts,
      String labels,
      String databases,
      boolean everywhere,
      DatabaseChangeLog changeLog) {
    define(deferred.get(Integer.parseInt(key)));
  }

  @Override
  public @Nullable Object getValue(String key, @Nullable DatabaseChangeLog changeLog) {
    return key.equalsIgnoreCase(TYPE) ? "postgresql" : values.find(key).orElse(null);
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
