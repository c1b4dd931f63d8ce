package dev.schemamigration.database.wire;

import dev.schemamigration.database.wire.WireException.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory that all answers of a process may take together. When it is used up, the connection
 * with the largest answer is ended: whoever takes most makes room, and small answers go on.
 */
final class AnswerMemory {
  private static final long LEAST = 32L << 20;

  /** Of the whole process. */
  static final AnswerMemory OF_PROCESS =
      new AnswerMemory(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 8));

  private final long most;
  private final Map<Holder, Long> held = new HashMap<>();
  private long used;

  /** What an answer belongs to, and is ended with. */
  interface Holder {
    /** Ends it, without waiting. */
    void end(WireException why);
  }

  AnswerMemory(long most) {
    this.most = most;
  }

  /**
   * Takes more for an answer.
   *
   * @throws WireException when it is this one that makes room
   */
  synchronized void take(Holder holder, long bytes) throws WireException {
    held.merge(holder, bytes, Long::sum);
    used += bytes;
    while (used > most) {
      var largest =
          held.entrySet().stream().max(Comparator.comparingLong(Map.Entry::getValue)).orElseThrow();
      used -= largest.getValue();
      held.remove(largest.getKey());
      var why =
          new WireException(
              Kind.NO_MEMORY,
              "the answer to one query is the largest of all that are being read, and there is no"
                  + " memory left for it");
      if (largest.getKey() == holder) {
        throw why;
      }
      largest.getKey().end(why);
    }
  }

  /** Returns what an answer took. */
  synchronized void release(Holder holder) {
    var bytes = held.remove(holder);
    used -= bytes == null ? 0 : bytes;
  }
}
