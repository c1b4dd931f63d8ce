package dev.schemamigration.operator.source;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The memory that parses of sources may take at the same time, beside the sources themselves. Those
 * for which there is none wait for those under way; one that takes more is alone.
 */
final class ParsingMemory {
  private static final int UNIT = 1 << 10;

  /** While a file is parsed, its text and its lines are in memory as well. */
  private static final int COPIES = 6;

  private final int units;
  private final Semaphore free;

  private ParsingMemory(int units) {
    this.units = units;
    this.free = new Semaphore(units, true);
  }

  /** Of so many bytes. */
  static ParsingMemory of(long bytes) {
    return new ParsingMemory((int) Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE));
  }

  /** Parses a source of so many bytes once there is memory. */
  <T> T use(long bytes, Supplier<T> parse) {
    int taken = (int) Math.clamp(bytes / UNIT * COPIES, 1, units);
    free.acquireUninterruptibly(taken);
    try {
      return parse.get();
    } finally {
      free.release(taken);
    }
  }
}
