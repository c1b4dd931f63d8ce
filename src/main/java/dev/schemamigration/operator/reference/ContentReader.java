package dev.schemamigration.operator.reference;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the values of objects from the API server when a resource needs them. Those that were read
 * last are kept for as long as their watch reports the same version, within a limit.
 */
final class ContentReader {
  private static final int LOCKS = 64;

  private final KubernetesClient client;
  private final long limit;
  private final Object[] locks = Stream.generate(Object::new).limit(LOCKS).toArray();
  private final Map<Key, Entry> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  /**
   * @param limit how many characters of values are kept in all
   */
  ContentReader(KubernetesClient client, long limit) {
    this.client = client;
    this.limit = limit;
  }

  /**
   * The values of an object, of the watched version or a later one.
   *
   * @param watched the object as its watch knows it
   * @return empty when the object is gone
   */
  <T extends HasMetadata> Optional<ObjectContents> contents(WatchedKind<T> kind, T watched) {
    var metadata = watched.getMetadata();
    var key = new Key(kind.name(), metadata.getNamespace(), metadata.getName());
    var version = version(metadata);
    var known = known(key, version);
    if (known.isPresent()) {
      return known;
    }
    // Many resources may name the same large object: one of them reads it.
    synchronized (locks[Math.floorMod(key.hashCode(), LOCKS)]) {
      var read = known(key, version);
      return read.isPresent() ? read : read(kind, key);
    }
  }

  /** Drops the values of an object that is gone. */
  synchronized void forget(WatchedKind<?> kind, String namespace, String name) {
    drop(new Key(kind.name(), namespace, name));
  }

  private synchronized Optional<ObjectContents> known(Key key, String version) {
    return Optional.ofNullable(kept.get(key))
        .filter(it -> it.version().equals(version))
        .map(Entry::contents);
  }

  private <T extends HasMetadata> Optional<ObjectContents> read(WatchedKind<T> kind, Key key) {
    var object =
        client.resources(kind.type()).inNamespace(key.namespace()).withName(key.name()).get();
    if (object == null) {
      return Optional.empty();
    }
    var contents = kind.contents().apply(object);
    keep(key, new Entry(version(object.getMetadata()), contents));
    return Optional.of(contents);
  }

  private synchronized void keep(Key key, Entry entry) {
    drop(key);
    if (entry.contents().size() > limit) {
      return;
    }
    kept.put(key, entry);
    size += entry.contents().size();
    for (Iterator<Entry> oldest = kept.values().iterator(); size > limit; ) {
      size -= oldest.next().contents().size();
      oldest.remove();
    }
  }

  private void drop(Key key) {
    Optional.ofNullable(kept.remove(key)).ifPresent(it -> size -= it.contents().size());
  }

  private static String version(ObjectMeta metadata) {
    return metadata.getUid() + "/" + metadata.getResourceVersion();
  }

  private record Key(String kind, String namespace, String name) {}

  private record Entry(String version, ObjectContents contents) {}
}
