package dev.schemamigration.operator.reference;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.text.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The contents of every object that a resource refers to, taken at one moment. */
public final class ReferenceSnapshot {
  private final String namespace;
  private final Map<WatchedKind<?>, Map<String, Optional<ObjectContents>>> objects =
      new HashMap<>();
  private final String fingerprint;

  private ReferenceSnapshot(SchemaMigration resource, ObjectLookup lookup) {
    namespace = resource.getMetadata().getNamespace();
    var digest =
        new Digest()
            .add(Objects.requireNonNullElse(resource.getMetadata().getUid(), ""))
            .add(Long.toString(resource.generation()));
    for (var kind : WatchedKind.ALL) {
      var contents = new TreeMap<String, Optional<ObjectContents>>();
      kind.namesIn(resource)
          .forEach(name -> contents.put(name, lookup.contents(kind, namespace, name)));
      contents.forEach((name, found) -> add(digest.add(kind.name()).add(name), found));
      objects.put(kind, contents);
    }
    fingerprint = digest.hex();
  }

  /** Reads the objects. */
  public static ReferenceSnapshot take(SchemaMigration resource, ObjectLookup lookup) {
    return new ReferenceSnapshot(resource, lookup);
  }

  /** The namespace of the resource and of all the objects. */
  public String namespace() {
    return namespace;
  }

  /** Changes with the resource's generation and with every value of the objects. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The values of an object; empty when there is no such object. */
  public Optional<ObjectContents> contents(WatchedKind<?> kind, String name) {
    return objects.getOrDefault(kind, Map.of()).getOrDefault(name, Optional.empty());
  }

  private static void add(Digest digest, Optional<ObjectContents> found) {
    digest.add(found.isPresent() ? "there" : "missing");
    found.ifPresent(values -> values.addTo(digest));
  }
}
