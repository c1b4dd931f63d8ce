package dev.schemamigration.operator.reference;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The Secrets and ConfigMaps of the namespace {@code shop}. */
public final class KnownObjects implements ObjectLookup {
  private final Map<String, Map<String, byte[]>> objects = new HashMap<>();

  public KnownObjects secret(String name, Map<String, String> values) {
    return put(WatchedKind.SECRET, name, values);
  }

  public KnownObjects configMap(String name, Map<String, String> values) {
    return put(WatchedKind.CONFIG_MAP, name, values);
  }

  private KnownObjects put(WatchedKind<?> kind, String name, Map<String, String> values) {
    var bytes = new HashMap<String, byte[]>();
    values.forEach((key, value) -> bytes.put(key, value.getBytes(StandardCharsets.UTF_8)));
    objects.put(key(kind, "shop", name), bytes);
    return this;
  }

  @Override
  public Optional<Map<String, byte[]>> contents(
      WatchedKind<?> kind, String namespace, String name) {
    return Optional.ofNullable(objects.get(key(kind, namespace, name)));
  }

  private static String key(WatchedKind<?> kind, String namespace, String name) {
    return kind.name() + " " + namespace + "/" + name;
  }
}
