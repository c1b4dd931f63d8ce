package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.format.ChangelogParameters.Definition;
import dev.schemamigration.engine.liquibase.BundleResourceAccessor;
import dev.schemamigration.engine.validation.FilePaths;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;
import org.jspecify.annotations.Nullable;

/** Expands parameters in the tree of a changelog, once, as its properties define them. */
final class ParameterExpansion {
  private static final String PROPERTY = "property";
  private static final String CHANGESET = "changeSet";
  private static final String PRECONDITIONS = "preConditions";
  private static final Set<String> RECORDED =
      Set.of("id", "author", "logicalfilepath", "labels", "context", "contextfilter");

  private final ChangelogLocation location;
  private final ChangelogParameters parameters;
  private final BundleResourceAccessor files;
  private final boolean late;
  private final boolean runs;

  /**
   * Creates an expansion.
   *
   * @param late whether values of properties are expanded where they are used, as in YAML and JSON
   * @param runs whether the changes will be executed
   */
  ParameterExpansion(
      ChangelogLocation location,
      ChangelogParameters parameters,
      BundleResourceAccessor files,
      boolean late,
      boolean runs) {
    this.location = location;
    this.parameters = parameters;
    this.files = files;
    this.late = late;
    this.runs = runs;
  }

  /**
   * Returns {@code root} expanded, with the properties of the whole file, and without what never
   * runs here: changesets for other databases and ignored ones, whose text need not be known.
   */
  ParsedNode apply(ParsedNode root) throws ParsedNodeException {
    for (var property : root.getChildren(null, PROPERTY)) {
      define(property);
    }
    var expanded = new ParsedNode(null, root.getName()).setValue(root.getValue());
    for (var child : root.getChildren()) {
      if (!child.getName().equalsIgnoreCase(PROPERTY) && isKept(child)) {
        if (!runs) {
          child.removeChild(null, PRECONDITIONS);
        }
        refuseSecret(child, "databaseChangeLog");
        expand(child);
        expanded.addChild(child);
      }
    }
    return expanded;
  }

  /** Preconditions are asked before something runs, and are no part of what is recorded. */
  private boolean isKept(ParsedNode child) throws ParsedNodeException {
    return child.getName().equals(CHANGESET)
        ? runsHere(child)
        : runs || !child.getName().equals(PRECONDITIONS);
  }

  private boolean runsHere(ParsedNode changeset) throws ParsedNodeException {
    return parameters.includePostgres(text(changeset, "dbms").orElse(""))
        && !Boolean.parseBoolean(parameters.expand(text(changeset, "ignore").orElse("")));
  }

  private void define(ParsedNode property) throws ParsedNodeException {
    var filter = text(property, "contextFilter");
    var scope =
        new PropertyScope(
            text(property, "dbms").orElse(""),
            filter.isPresent() ? filter.get() : text(property, "context").orElse(""),
            text(property, "labels").orElse(""));
    boolean everywhere = Boolean.parseBoolean(text(property, "global").orElse("true"));
    var file = text(property, "file").map(parameters::expand);
    if (file.isPresent()) {
      var strict = Boolean.parseBoolean(text(property, "errorIfMissing").orElse("true"));
      defineAll(file.get(), scope, everywhere, strict);
      return;
    }
    var name = text(property, "name");
    if (name.isEmpty()) {
      throw location.invalid("a property has no name; write name and value");
    }
    var value = text(property, "value").orElse("");
    parameters.define(new Definition(name.get(), value, scope, everywhere, late));
  }

  private void defineAll(String path, PropertyScope scope, boolean everywhere, boolean strict) {
    FilePaths.refusal("property file", path)
        .ifPresent(
            refusal -> {
              throw location.forbidden("databaseChangeLog", refusal);
            });
    var content = files.read(path);
    if (content.isEmpty()) {
      if (strict) {
        throw location.invalid("property file \"" + path + "\" is not in the source; add it");
      }
      return;
    }
    var properties = new Properties();
    try {
      properties.load(new ByteArrayInputStream(content.get()));
    } catch (IOException | IllegalArgumentException e) {
      throw location.invalid("property file \"" + path + "\" cannot be read: " + e.getMessage());
    }
    properties
        .stringPropertyNames()
        .forEach(
            name ->
                parameters.define(
                    new Definition(name, properties.getProperty(name), scope, everywhere, true)));
  }

  private void expand(ParsedNode node) throws ParsedNodeException {
    if (node.getValue() instanceof String text) {
      node.setValue(parameters.expand(text));
    } else if (node.getValue() instanceof Collection<?> values) {
      node.setValue(values.stream().map(this::expanded).toList());
    }
    boolean changeset = node.getName().equals(CHANGESET);
    for (var child : node.getChildren()) {
      if (changeset) {
        refuseSecret(child, CHANGESET);
      }
      expand(child);
    }
  }

  private void refuseSecret(ParsedNode attribute, String where) {
    if (RECORDED.contains(attribute.getName().toLowerCase(Locale.ROOT))
        && attribute.getValue() instanceof String text) {
      parameters.refuseSecrets(text, where, "its " + attribute.getName());
    }
  }

  private @Nullable Object expanded(@Nullable Object value) {
    return value instanceof String text ? parameters.expand(text) : value;
  }

  private static Optional<String> text(ParsedNode node, String name) throws ParsedNodeException {
    return Optional.ofNullable(node.getChildValue(null, name, String.class));
  }
}
