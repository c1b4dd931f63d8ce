package dev.schemamigration.schema.script;

import java.util.List;

/**
 * An enum and its values.
 *
 * @param name quoted and qualified
 * @param values as literals, in their order
 */
record EnumType(String name, List<String> values) {
  EnumType {
    values = List.copyOf(values);
  }

  /** Whether values only have to be added for this to become {@code wanted}. */
  boolean growsTo(EnumType wanted) {
    var kept = wanted.values().stream().filter(values::contains).toList();
    return kept.equals(values) && wanted.values().size() > values.size();
  }
}
