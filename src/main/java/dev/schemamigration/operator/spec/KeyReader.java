package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.KeyReference;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.reference.ObjectContents;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.reference.WatchedKind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedSet;

/** Reads values of the objects that a spec refers to. */
final class KeyReader {
  private final ReferenceSnapshot objects;
  private final Reason whenMissing;

  KeyReader(ReferenceSnapshot objects, Reason whenMissing) {
    this.objects = objects;
    this.whenMissing = whenMissing;
  }

  /**
   * The text at one key of an object.
   *
   * @param field for messages, e.g. {@code spec.database.passwordFrom}
   */
  String value(String field, WatchedKind<?> kind, KeyReference reference) {
    var contents = contents(field, kind, reference.name());
    return contents
        .value(reference.key())
        .map(value -> new String(value, StandardCharsets.UTF_8))
        .orElseThrow(
            () ->
                new UnusableSpecException(
                    whenMissing,
                    "%s: the %s \"%s\" has no key \"%s\"; %s. Add the key or name another"
                        .formatted(
                            field,
                            kind.name(),
                            reference.name(),
                            reference.key(),
                            listed(contents.keys()))));
  }

  /** All values of an object by key. */
  Map<String, byte[]> values(String field, WatchedKind<?> kind, String name) {
    return contents(field, kind, name).values();
  }

  private ObjectContents contents(String field, WatchedKind<?> kind, String name) {
    return objects
        .contents(kind, name)
        .orElseThrow(
            () ->
                new UnusableSpecException(
                    whenMissing,
                    "%s: there is no %s \"%s\" in namespace \"%s\"; create it"
                        .formatted(field, kind.name(), name, objects.namespace())));
  }

  private static String listed(SortedSet<String> keys) {
    return keys.isEmpty() ? "it has no keys" : "it has " + String.join(", ", keys);
  }
}
