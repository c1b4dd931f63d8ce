package dev.schemamigration.operator.spec;

import java.util.Map;
import java.util.Optional;

/** Finds the contents of Secrets and ConfigMaps; absent when there is no such object. */
public interface ObjectLookup {
  /** Decoded values by key. */
  Optional<Map<String, byte[]>> secret(String namespace, String name);

  /** Texts and binary values by key. */
  Optional<Map<String, byte[]>> configMap(String namespace, String name);
}
