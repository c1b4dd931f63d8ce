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
  /** Characters of the objects of one resource together; they are in memory at once. */
  public static final long LIMIT = 32L << 20;

  private final String namespace;
  private final Map<WatchedKind<?>, Map<String, Optional<ObjectContents>>> objects =
      new HashMap<>();
  private final String fingerprint;
  private final boolean tooLarge;

  private ReferenceSnapshot(SchemaMigration resource, ObjectLookup lookup) {
    namespace = resource.getMetadata().getNamespace();
    var digest =
        new Digest()
            .add(Objects.requireNonNullElse(resource.getMetadata().getUid(), ""))
            .add(Long.toString(resource.generation()));
    tooLarge = !read(resource, lookup, digest);
    fingerprint = digest.hex();
  }

  /** Whether all of it could be read; what a tenant names beyond the limit is not. */
  private boolean read(SchemaMigration resource, ObjectLookup lookup, Digest digest) {
    long size = 0;
    for (var kind : WatchedKind.ALL) {
      var contents = new TreeMap<String, Optional<ObjectContents>>();
      for (var name : kind.namesIn(resource).sorted().toList()) {
        var found = lookup.contents(kind, namespace, name);
        size += found.map(ObjectContents::size).orElse(0L);
        if (size > LIMIT) {
          objects.clear();
          digest.add("too large");
          return false;
        }
        contents.put(name, found);
        add(digest.add(kind.name()).add(name), found);
      }
      objects.put(kind, contents);
    }
    return true;
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

  /** Whether the objects have more characters than {@link #LIMIT}; it holds none of them then. */
  public boolean tooLarge() {
    return tooLarge;
  }

  /** The values of an object; empty when there is no such object. */
  public Optional<ObjectContents> contents(WatchedKind<?> kind, String name) {
    return objects.getOrDefault(kind, Map.of()).getOrDefault(name, Optional.empty());
  }

  /** Changes with every value of the objects of a kind. */
  public String digest(WatchedKind<?> kind) {
    var digest = new Digest();
    new TreeMap<>(objects.getOrDefault(kind, Map.of()))
        .forEach((name, found) -> add(digest.add(name), found));
    return digest.hex();
  }

  private static void add(Digest digest, Optional<ObjectContents> found) {
    digest.add(found.isPresent() ? "there" : "missing");
    found.ifPresent(values -> values.addTo(digest));
  }
}
