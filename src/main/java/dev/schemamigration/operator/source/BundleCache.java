package dev.schemamigration.operator.source;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parses that resources use, each shared by all resources with the same files, and dropped with
 * the last of them. What is kept in memory is limited: of the limit, the resources of a namespace
 * get no more than is left for the others.
 */
final class BundleCache {
  private final long maxBytes;
  private final Map<SharedParse.Key, SharedParse> parses = new HashMap<>();
  private final Map<String, SharedParse.Key> keyByResource = new HashMap<>();

  /**
   * @param maxBytes size of the files of all parses together
   */
  BundleCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The parse with a key, which a resource uses from now on in place of its former one; empty when
   * there is no room for it.
   *
   * @param resource its qualified name
   * @param bytes size of the files
   */
  synchronized Optional<SharedParse> use(String resource, SharedParse.Key key, long bytes) {
    release(resource, key);
    var parse = parses.get(key);
    if (parse == null || parse.failed()) {
      if (!fits(namespace(resource), key, bytes)) {
        return Optional.empty();
      }
      parse = new SharedParse(key, bytes);
      parses.put(key, parse);
    }
    keyByResource.put(resource, key);
    return Optional.of(parse);
  }

  /** Ends the use of a parse by a resource. */
  synchronized void release(String resource) {
    dropUnused(keyByResource.remove(resource));
  }

  /** The most that a namespace which is alone may use. */
  long share() {
    return maxBytes / 2;
  }

  private void release(String resource, SharedParse.Key next) {
    if (!next.equals(keyByResource.get(resource))) {
      release(resource);
    }
  }

  private boolean fits(String namespace, SharedParse.Key key, long bytes) {
    long all = bytes;
    for (var parse : parses.entrySet()) {
      all += parse.getKey().equals(key) ? 0 : parse.getValue().bytes();
    }
    long own =
        bytes
            + keyByResource.entrySet().stream()
                .filter(it -> namespace(it.getKey()).equals(namespace))
                .map(Map.Entry::getValue)
                .filter(it -> !it.equals(key))
                .distinct()
                .mapToLong(it -> parses.get(it).bytes())
                .sum();
    return own <= maxBytes - all;
  }

  private static String namespace(String resource) {
    return resource.substring(0, Math.max(0, resource.indexOf('/')));
  }

  private void dropUnused(SharedParse.@Nullable Key key) {
    if (key != null && !keyByResource.containsValue(key)) {
      parses.remove(key);
    }
  }
}
