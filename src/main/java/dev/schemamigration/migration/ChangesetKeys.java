package dev.schemamigration.migration;

import dev.schemamigration.database.PlainScript;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How messages call changesets that they know by their key, {@code path::id::author}. */
final class ChangesetKeys {
  private static final int SHOWN = 5;

  private ChangesetKeys() {}

  /** {@code changeset path::id::author}, or {@code script path} where nobody has named it. */
  static String called(String key) {
    return kind(key) + " " + name(key);
  }

  /** {@code changeset} or {@code script}. */
  static String kind(String key) {
    return PlainScript.path(key).isPresent() ? "script" : "changeset";
  }

  /** What follows its kind. */
  static String name(String key) {
    return PlainScript.path(key).orElse(key);
  }

  /** The first ones, by kind. */
  static String listed(List<String> keys) {
    var names =
        keys.stream()
            .limit(SHOWN)
            .collect(
                Collectors.groupingBy(
                    ChangesetKeys::kind,
                    LinkedHashMap::new,
                    Collectors.mapping(ChangesetKeys::name, Collectors.toList())));
    return names.entrySet().stream().map(ChangesetKeys::joined).collect(Collectors.joining(" and "))
        + (keys.size() > SHOWN ? " and " + (keys.size() - SHOWN) + " more" : "");
  }

  private static String joined(Map.Entry<String, List<String>> names) {
    return names.getKey()
        + (names.getValue().size() == 1 ? " " : "s ")
        + String.join(", ", names.getValue());
  }
}
