package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.KeyReference;
import dev.schemamigration.migration.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads single values of Secrets and ConfigMaps. */
final class KeyReader {
  private final ReferenceSnapshot snapshot;
  private final Reason whenMissing;

  KeyReader(ReferenceSnapshot snapshot, Reason whenMissing) {
    this.snapshot = snapshot;
    this.whenMissing = whenMissing;
  }

  /**
   * @param field for messages, e.g. {@code spec.database.passwordFrom}
   */
  String secret(String field, KeyReference reference) {
    return value(field, "Secret", reference, snapshot.secret(reference.name()));
  }

  String configMap(String field, KeyReference reference) {
    return value(field, "ConfigMap", reference, snapshot.configMap(reference.name()));
  }

  /** All values of a Secret. */
  Map<String, byte[]> wholeSecret(String field, String name) {
    return there(field, "Secret", name, snapshot.secret(name));
  }

  private String value(
      String field, String kind, KeyReference reference, Optional<Map<String, byte[]>> object) {
    var data = there(field, kind, reference.name(), object);
    var value = data.get(reference.key());
    if (value == null) {
      throw new UnusableSpecException(
          whenMissing,
          "%s: the %s \"%s\" has no key \"%s\"; %s. Add the key or name another"
              .formatted(field, kind, reference.name(), reference.key(), listed(data)));
    }
    return new String(value, StandardCharsets.UTF_8);
  }

  private Map<String, byte[]> there(
      String field, String kind, String name, Optional<Map<String, byte[]>> object) {
    return object.orElseThrow(
        () ->
            new UnusableSpecException(
                whenMissing,
                "%s: there is no %s \"%s\" in namespace \"%s\"; create it"
                    .formatted(field, kind, name, snapshot.namespace())));
  }

  private static String listed(Map<String, byte[]> data) {
    return data.isEmpty()
        ? "it has no keys"
        : "it has " + String.join(", ", new TreeSet<>(data.keySet()));
  }
}
