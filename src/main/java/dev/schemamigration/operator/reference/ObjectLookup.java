package dev.schemamigration.operator.reference;

import java.util.Map;
import java.util.Optional;

/** Finds the contents of objects that resources refer to. */
public interface ObjectLookup {
  /** The decoded values of an object by key; empty when there is no such object. */
  Optional<Map<String, byte[]>> contents(WatchedKind<?> kind, String namespace, String name);
}
