package dev.schemamigration.operator.reference;

import dev.schemamigration.text.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of an object by key. Each is decoded when it is read: many resources may name the same
 * large objects, and none of them keeps a copy.
 */
public final class ObjectContents {
  private final String version;
  private final Map<String, String> texts;
  private final Map<String, String> encoded;
  private volatile @Nullable String ownDigest;

  private ObjectContents(String version, Map<String, String> texts, Map<String, String> encoded) {
    this.version = version;
    this.texts = texts;
    this.encoded = encoded;
  }

  /**
   * The values of an object of the API.
   *
   * @param version its resource version
   * @param texts values as they are
   * @param encoded values in Base64, which go before a text with the same key
   */
  static ObjectContents of(
      @Nullable String version,
      @Nullable Map<String, String> texts,
      @Nullable Map<String, String> encoded) {
    return new ObjectContents(
        Objects.requireNonNullElse(version, ""),
        Objects.requireNonNullElse(texts, Map.of()),
        Objects.requireNonNullElse(encoded, Map.of()));
  }

  /** The resource version of the object that was read. */
  public String version() {
    return version;
  }

  /** Its keys, in order. */
  public SortedSet<String> keys() {
    var keys = new TreeSet<>(texts.keySet());
    keys.addAll(encoded.keySet());
    return keys;
  }

  /** The value at a key; empty when it has no such key. */
  public Optional<byte[]> value(String key) {
    var value = encoded.get(key);
    return value != null
        ? Optional.of(Base64.getDecoder().decode(value))
        : Optional.ofNullable(texts.get(key)).map(it -> it.getBytes(StandardCharsets.UTF_8));
  }

  /** All values by key. */
  public Map<String, byte[]> values() {
    var values = new HashMap<String, byte[]>();
    keys().forEach(key -> values.put(key, value(key).orElseThrow()));
    return values;
  }

  /** The size of all values as they are stored, in characters. */
  public long size() {
    return size(texts) + size(encoded);
  }

  private static long size(Map<String, String> values) {
    return values.values().stream().mapToLong(String::length).sum();
  }

  /**
   * Adds all values. They are read once, for however many resources name the object: each of these
   * asks at every reconciliation.
   */
  void addTo(Digest digest) {
    var known = ownDigest;
    if (known == null) {
      var own = new Digest();
      keys().forEach(key -> own.add(key, value(key).orElseThrow()));
      known = own.hex();
      ownDigest = known;
    }
    digest.add(known);
  }
}
