package dev.schemamigration.engine.format;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The properties that a changelog has defined so far. The first global definition of a name counts,
 * before any local one; of local ones the last counts. Names are compared without regard to case.
 */
final class ChangelogProperties {
  private final Map<String, List<Piece>> global = new HashMap<>();
  private final Map<String, List<Piece>> local = new HashMap<>();

  /**
   * A part of a value.
   *
   * @param pending whether it refers to what had no value when the property was defined, and is to
   *     be expanded where the property is used
   * @param secret the name in it with the value of a secret; empty without one
   */
  record Piece(String text, boolean pending, String secret) {}

  void define(String name, List<Piece> value, boolean everywhere) {
    if (everywhere) {
      global.putIfAbsent(key(name), value);
    } else {
      local.put(key(name), value);
    }
  }

  /** Returns the value of a property; empty when it is not defined. */
  Optional<List<Piece>> find(String name) {
    var value = global.get(key(name));
    return Optional.ofNullable(value == null ? local.get(key(name)) : value);
  }

  /** Removes all definitions. */
  void clear() {
    global.clear();
    local.clear();
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
