package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.text.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The contents of everything that a resource names, read at one moment. */
public final class ReferenceSnapshot {
  private final String namespace;
  private final Map<String, Optional<Map<String, byte[]>>> secrets = new TreeMap<>();
  private final Map<String, Optional<Map<String, byte[]>>> configMaps = new TreeMap<>();
  private final String fingerprint;

  private ReferenceSnapshot(SchemaMigration resource, ObjectLookup lookup) {
    namespace = resource.getMetadata().getNamespace();
    var names = ReferencedNames.of(resource.getSpec());
    names.secrets().forEach(name -> secrets.put(name, lookup.secret(namespace, name)));
    names.configMaps().forEach(name -> configMaps.put(name, lookup.configMap(namespace, name)));
    var digest = new Digest().add(Long.toString(resource.generation()));
    add(digest, "Secret", secrets);
    add(digest, "ConfigMap", configMaps);
    fingerprint = digest.hex();
  }

  public static ReferenceSnapshot take(SchemaMigration resource, ObjectLookup lookup) {
    return new ReferenceSnapshot(resource, lookup);
  }

  String namespace() {
    return namespace;
  }

  /** Changes with the resource's generation and with every value that it names. */
  public String fingerprint() {
    return fingerprint;
  }

  Optional<Map<String, byte[]>> secret(String name) {
    return secrets.getOrDefault(name, Optional.empty());
  }

  Optional<Map<String, byte[]>> configMap(String name) {
    return configMaps.getOrDefault(name, Optional.empty());
  }

  private static void add(
      Digest digest, String kind, Map<String, Optional<Map<String, byte[]>>> objects) {
    objects.forEach(
        (name, data) -> {
          digest.add(kind).add(name).add(data.isPresent() ? "there" : "missing");
          data.ifPresent(found -> new TreeMap<>(found).forEach(digest::add));
        });
  }
}
