package dev.schemamigration.operator.reference;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The Secrets and ConfigMaps of the namespace {@code shop}. */
public final class KnownObjects implements ObjectLookup {
  private int version;
  private final Map<String, ObjectContents> objects = new HashMap<>();

  public KnownObjects secret(String name, Map<String, String> values) {
    return put(WatchedKind.SECRET, name, values);
  }

  public KnownObjects configMap(String name, Map<String, String> values) {
    return put(WatchedKind.CONFIG_MAP, name, values);
  }

  public void withoutConfigMap(String name) {
    objects.remove(key(WatchedKind.CONFIG_MAP, "shop", name));
  }

  private KnownObjects put(WatchedKind<?> kind, String name, Map<String, String> values) {
    objects.put(
        key(kind, "shop", name), ObjectContents.of(Integer.toString(++version), values, null));
    return this;
  }

  @Override
  public Optional<ObjectContents> contents(WatchedKind<?> kind, String namespace, String name) {
    return Optional.ofNullable(objects.get(key(kind, namespace, name)));
  }

  private static String key(WatchedKind<?> kind, String namespace, String name) {
    return kind.name() + " " + namespace + "/" + name;
  }
}
