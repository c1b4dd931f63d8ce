package dev.schemamigration.engine.format;

import static dev.schemamigration.engine.format.ChangelogProperties.key;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.format.ChangelogParameters.Definition;
import dev.schemamigration.engine.format.ChangelogProperties.Piece;
import dev.schemamigration.source.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Finds the values of names and puts them into texts: values of the request, which are not expanded
 * again, then what Liquibase says of the database, then properties of the changelog.
 */
final class ParameterValues {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*+");

  private final ChangelogLocation location;
  private final Function<String, Optional<String>> database;
  private final Map<String, Parameter> given = new HashMap<>();
  private final ChangelogProperties properties = new ChangelogProperties();
  private final Map<String, Expanded> expanded = new HashMap<>();
  private final Set<String> expanding = new LinkedHashSet<>();
  private final Set<String> missing = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();
  private final Spending spending;

  ParameterValues(
      ChangelogLocation location,
      List<Parameter> parameters,
      Function<String, Optional<String>> database,
      Spending spending) {
    this.location = location;
    this.spending = spending;
    this.database = database;
    parameters.forEach(it -> given.put(key(it.name()), it));
  }

  /**
   * An expanded text.
   *
   * @param secret the first name in it with the value of a secret; empty without one
   * @param complete whether every name in it has a value
   */
  record Expanded(String text, String secret, boolean complete) {}

  /**
   * Expands {@code text}. Names without a value stay and count as missing.
   *
   * @throws EngineException when the expansions become too long
   */
  Expanded expand(String text) {
    return new Expansion(false).of(text);
  }

  /** Returns the value of a name; empty when it has none. */
  Optional<String> find(String name) {
    return new Expansion(false).find(name).map(Expanded::text);
  }

  boolean isGiven(String name) {
    return given.containsKey(key(name));
  }

  /** Returns the names that were used and have no value, in order of appearance. */
  Set<String> missing() {
    return missing;
  }

  /** Returns the names that were used, in lower case. */
  Set<String> used() {
    return used;
  }

  /**
   * Defines a property. What has a value is expanded now, unless its definition is a late one, and
   * the rest where the property is used.
   */
  void define(Definition definition) {
    var value = definition.value();
    properties.define(
        expand(definition.name()).text(),
        definition.late() ? List.of(new Piece(value, true, "")) : pieces(value),
        definition.everywhere());
    expanded.clear();
  }

  private List<Piece> pieces(String value) {
    var pieces = new ArrayList<Piece>();
    int next = 0;
    for (var reference : ParameterReference.in(value)) {
      var text = value.substring(reference.begin(), reference.end());
      var now = new Expansion(true).of(text);
      pieces.add(new Piece(value.substring(next, reference.begin()), false, ""));
      pieces.add(
          now.complete() ? new Piece(now.text(), false, now.secret()) : new Piece(text, true, ""));
      next = reference.end();
    }
    pieces.add(new Piece(value.substring(next), false, ""));
    return pieces;
  }

  /** Removes all definitions, and what was missing under them. */
  void restart() {
    properties.clear();
    expanded.clear();
    missing.clear();
  }

  /** Names without a value cost a step too, so that properties cannot multiply for ever. */
  private void limitExpansion(int more) {
    spending.characters(Math.max(1, more));
  }

  private Expanded property(String name, List<Piece> pieces) {
    var known = expanded.get(key(name));
    if (known != null) {
      return known;
    }
    if (!expanding.add(key(name)) || expanding.size() > ChangelogLimits.DEPTH) {
      throw location.invalid(
          "property \"" + name + "\" refers to itself, or to too many others in a row");
    }
    var text = new StringBuilder();
    var secret = "";
    for (var piece : pieces) {
      var value =
          piece.pending() ? expand(piece.text()) : new Expanded(piece.text(), piece.secret(), true);
      text.append(value.text());
      secret = secret.isEmpty() ? value.secret() : secret;
    }
    expanding.remove(key(name));
    if (text.length() > ChangelogLimits.PROPERTY) {
      throw location.invalid(
          "property \""
              + name
              + "\" has a value of more than "
              + ChangelogLimits.PROPERTY
              + " characters; shorten it");
    }
    var value = new Expanded(text.toString(), secret, true);
    expanded.put(key(name), value);
    return value;
  }

  /** One expansion of a text. */
  private final class Expansion {
    private final boolean defining;
    private boolean complete = true;
    private String secret = "";

    /**
     * Begins an expansion.
     *
     * @param defining whether it is the value of a property that is being defined, in which a name
     *     without a value may get one until the property is used
     */
    private Expansion(boolean defining) {
      this.defining = defining;
    }

    private Expanded of(String text) {
      if (text.contains("${")) {
        spending.characters(text.length());
      }
      return text.contains("${")
          ? new Expanded(
              expanded(text, 0, text.length(), ParameterReference.in(text)), secret, complete)
          : new Expanded(text, "", true);
    }

    private String expanded(String text, int begin, int end, List<ParameterReference> references) {
      var expanded = new StringBuilder();
      int next = begin;
      for (var reference : references) {
        expanded.append(text, next, reference.begin()).append(value(text, reference));
        next = reference.end();
      }
      return expanded.append(text, next, end).toString();
    }

    private String value(String text, ParameterReference reference) {
      var inner = expanded(text, reference.begin() + 2, reference.end() - 1, reference.inner());
      var name = inner.strip();
      if (name.startsWith(":")) {
        return "${" + name.substring(1).strip() + "}";
      }
      var value = find(name);
      if (value.isEmpty()) {
        complete = false;
        if (!defining && NAME.matcher(name).matches()) {
          used.add(key(name));
          missing.add(name);
        }
        return "${" + inner + "}";
      }
      if (!value.get().secret().isEmpty() && secret.isEmpty()) {
        secret = name;
      }
      limitExpansion(value.get().text().length());
      return value.get().text();
    }

    private Optional<Expanded> find(String name) {
      var parameter = given.get(key(name));
      if (parameter != null) {
        used.add(key(name));
        return Optional.of(
            new Expanded(parameter.value(), parameter.secret() ? parameter.name() : "", true));
      }
      return database
          .apply(name)
          .map(it -> new Expanded(it, "", true))
          .or(
              () ->
                  properties
                      .find(name)
                      .filter(it -> !defining || it.stream().noneMatch(Piece::pending))
                      .map(it -> property(name, it)));
    }
  }
}
