package dev.schemamigration.operator.source;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parses that resources share. One that no resource uses any more is dropped. Beyond the bounds
 * the least recently requested ones are dropped as well: resources that use them keep their bundle,
 * and the next resource with the same files parses them again.
 */
final class BundleCache {
  private static final float DEFAULT_LOAD = 0.75f;

  private final int maxParses;
  private final long maxBytes;
  private final Map<SharedParse.Key, SharedParse> parses =
      new LinkedHashMap<>(16, DEFAULT_LOAD, true);
  private final Map<String, SharedParse.Key> keyByResource = new HashMap<>();

  /**
   * @param maxBytes size of the files of all parses together
   */
  BundleCache(int maxParses, long maxBytes) {
    this.maxParses = maxParses;
    this.maxBytes = maxBytes;
  }

  /** The parse with a key, which a resource uses from now on in place of its former one. */
  synchronized SharedParse use(String resource, SharedParse.Key key, long bytes) {
    var former = keyByResource.put(resource, key);
    var parse = parses.get(key);
    if (parse == null || parse.failed()) {
      parse = new SharedParse(key, bytes);
      parses.put(key, parse);
    }
    dropUnused(former);
    dropBeyondBounds();
    return parse;
  }

  /** Ends the use of a parse by a resource. */
  synchronized void release(String resource) {
    dropUnused(keyByResource.remove(resource));
  }

  private void dropUnused(SharedParse.@Nullable Key key) {
    if (key != null && !keyByResource.containsValue(key)) {
      parses.remove(key);
    }
  }

  private void dropBeyondBounds() {
    var total = parses.values().stream().mapToLong(SharedParse::bytes).sum();
    var oldest = parses.values().iterator();
    while (parses.size() > maxParses || total > maxBytes) {
      total -= oldest.next().bytes();
      oldest.remove();
    }
  }
}
