package dev.schemamigration.engine.budget;

import java.util.HashMap;
import java.util.Map;

/**
 * The room in memory for what all passes of the process have made of their changelogs, until they
 * end. A namespace gets no more of it than is left for the others. Thread-safe.
 */
public final class Room {
  /** For a process of one user. */
  public static final Room UNLIMITED = new Room(Long.MAX_VALUE / 4);

  /** A character takes up to two bytes, in a handful of copies. */
  private static final int BYTES = 8;

  private final long limit;
  private final Map<String, Long> used = new HashMap<>();
  private long all;

  /**
   * @param limit characters
   */
  Room(long limit) {
    this.limit = limit;
  }

  /** The room that a heap of so many bytes has beside everything else in it. */
  public static Room of(long heap) {
    return new Room(heap / BYTES);
  }

  /** Whether there was room for so many more characters of a namespace; they are taken then. */
  synchronized boolean take(String namespace, long characters) {
    long own = used.getOrDefault(namespace, 0L) + characters;
    if (own > limit - all - characters) {
      return false;
    }
    used.put(namespace, own);
    all += characters;
    return true;
  }

  synchronized void giveBack(String namespace, long characters) {
    used.computeIfPresent(namespace, (same, own) -> own == characters ? null : own - characters);
    all -= characters;
  }
}
