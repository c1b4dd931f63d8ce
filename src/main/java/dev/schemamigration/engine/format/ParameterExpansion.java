package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
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

/** Expands parameters in the tree of a changelog, once, and removes its property definitions. */
final class ParameterExpansion {
  private static final String PROPERTY = "property";
  private static final Set<String> RECORDED =
      Set.of("id", "author", "logicalfilepath", "labels", "context", "contextfilter");

  private final ChangelogLocation location;
  private final ChangelogParameters parameters;
  private final BundleResourceAccessor files;

  ParameterExpansion(
      ChangelogLocation location, ChangelogParameters parameters, BundleResourceAccessor files) {
    this.location = location;
    this.parameters = parameters;
    this.files = files;
  }

  /** Expands {@code root} in place. */
  void apply(ParsedNode root) throws ParsedNodeException {
    for (var property : root.getChildren(null, PROPERTY)) {
      define(property);
    }
    root.removeChild(null, PROPERTY);
    expand(root);
  }

  private void define(ParsedNode property) throws ParsedNodeException {
    var databases = text(property, "dbms").orElse("");
    var file = text(property, "file").map(parameters::expand);
    if (file.isPresent()) {
      defineAll(file.get(), databases, text(property, "errorIfMissing").orElse("true"));
      return;
    }
    var name = text(property, "name");
    if (name.isEmpty()) {
      throw location.invalid("a property has no name; write name and value");
    }
    parameters.define(name.get(), text(property, "value").orElse(""), databases);
  }

  private void defineAll(String path, String databases, String errorIfMissing) {
    FilePaths.refusal("property file", path)
        .ifPresent(
            refusal -> {
              throw location.forbidden("databaseChangeLog", refusal);
            });
    var content = files.read(path);
    if (content.isEmpty()) {
      if (Boolean.parseBoolean(errorIfMissing)) {
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
        .forEach(name -> parameters.define(name, properties.getProperty(name), databases));
  }

  private void expand(ParsedNode node) throws ParsedNodeException {
    if (node.getValue() instanceof String text) {
      node.setValue(parameters.expand(text));
    } else if (node.getValue() instanceof Collection<?> values) {
      node.setValue(values.stream().map(this::expanded).toList());
    }
    boolean changeset = node.getName().equals("changeSet");
    for (var child : node.getChildren()) {
      if (changeset
          && RECORDED.contains(child.getName().toLowerCase(Locale.ROOT))
          && child.getValue() instanceof String text) {
        parameters.refuseSecrets(text, "changeSet", "its " + child.getName());
      }
      expand(child);
    }
  }

  private @Nullable Object expanded(@Nullable Object value) {
    return value instanceof String text ? parameters.expand(text) : value;
  }

  private static Optional<String> text(ParsedNode node, String name) throws ParsedNodeException {
    return Optional.ofNullable(node.getChildValue(null, name, String.class));
  }
}
