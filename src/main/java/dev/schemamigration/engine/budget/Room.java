package dev.schemamigration.engine.budget;

import java.util.HashMap;
import java.util.Map;

/**
 * The room in memory for what all passes of the process make of their changelogs, until they end. A
 * namespace gets no more of it than is left for the others. Thread-safe.
 */
public final class Room {
  /** For a process of one user. */
  public static final Room UNLIMITED = new Room(Long.MAX_VALUE / 4);

  /** Of eight parts of the heap; the rest is for sources, answers and everything else. */
  private static final int PARTS_OF_HEAP = 3;

  private final long limit;
  private final Map<String, Long> used = new HashMap<>();
  private long all;

  /**
   * @param limit bytes
   */
  Room(long limit) {
    this.limit = limit;
  }

  /** The room in a heap of so many bytes. */
  public static Room of(long heap) {
    return new Room(heap / 8 * PARTS_OF_HEAP);
  }

  /** The most that a namespace which is alone may use. */
  long share() {
    return limit / 2;
  }

  /** Whether there was room for so many more bytes of a namespace; they are taken then. */
  synchronized boolean take(String namespace, long bytes) {
    long own = used.getOrDefault(namespace, 0L) + bytes;
    if (own > limit - all - bytes) {
      return false;
    }
    used.put(namespace, own);
    all += bytes;
    return true;
  }

  synchronized void giveBack(String namespace, long bytes) {
    used.computeIfPresent(namespace, (same, own) -> own == bytes ? null : own - bytes);
    all -= bytes;
  }
}
