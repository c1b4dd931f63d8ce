package dev.schemamigration.engine.budget;

import dev.schemamigration.engine.fault.ChangelogLocation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What all changelogs that one pass parses may use together: far above what people and generators
 * write for a database, and below what exhausts memory or processor of the process. A repeated text
 * counts as often as it is used. Thread-safe.
 */
public final class PassBudget implements AutoCloseable {
  /** Characters of texts, included files and expanded parameters. */
  public static final long CHARACTERS = 32L << 20;

  /** Elements and attributes of XML, YAML and JSON, and cells of CSV files. */
  public static final long ELEMENTS = 1_000_000;

  /** Statements. */
  public static final long STATEMENTS = 250_000;

  /** Characters that the patterns of modifySql look at. */
  public static final long STEPS = 50_000_000;

  /** Processor time. */
  public static final Duration TIME = Duration.ofSeconds(30);

  /** Bytes of memory that a character takes, in its copies; twice that where it is not Latin. */
  static final long OF_CHARACTER = 6;

  /** Bytes of memory that a line takes beside its characters. */
  static final long OF_LINE = 150;

  /** Bytes of memory that a statement takes beside its characters. */
  static final long OF_STATEMENT = 300;

  /** Bytes of memory that an element takes beside its characters. */
  static final long OF_ELEMENT = 160;

  private final Room room;
  private final String namespace;
  private final Supplier<Optional<String>> stop;
  private final AtomicLong taken = new AtomicLong();
  private final AtomicLong characters = new AtomicLong();
  private final AtomicLong elements = new AtomicLong();
  private final AtomicLong statements = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final AtomicLong nanoseconds = new AtomicLong();

  /**
   * @param room for this pass and all others
   * @param namespace on whose account it uses the room
   * @param stop why the pass is to stop now; empty while it may continue
   */
  public PassBudget(Room room, String namespace, Supplier<Optional<String>> stop) {
    this.room = room;
    this.namespace = namespace;
    this.stop = stop;
  }

  /** Begins the parse of a changelog on this thread, which closes it. */
  public Spending spend(ChangelogLocation location) {
    return new Spending(this, location);
  }

  Optional<String> stop() {
    return stop.get();
  }

  /** Whether there is room for so many more bytes of memory. */
  boolean fits(long bytes) {
    boolean fits = room.take(namespace, bytes);
    if (fits) {
      taken.addAndGet(bytes);
    }
    return fits;
  }

  /** Whether so many more bytes fit once all other passes have ended. */
  boolean fitsAlone(long bytes) {
    return taken.get() + bytes <= room.share();
  }

  /** The bytes of memory that a namespace which is alone may use. */
  long share() {
    return room.share();
  }

  /** Gives its room back. */
  @Override
  public void close() {
    room.giveBack(namespace, taken.getAndSet(0));
  }

  /** Keeps no account of what it refuses, for the parse is repeated to find its fault. */
  boolean characters(long more) {
    boolean enough = characters.addAndGet(more) <= CHARACTERS;
    if (!enough) {
      characters.addAndGet(-more);
    }
    return enough;
  }

  boolean elements(long more) {
    return elements.addAndGet(more) <= ELEMENTS;
  }

  boolean statements(long more) {
    return statements.addAndGet(more) <= STATEMENTS;
  }

  boolean steps(long more) {
    return steps.addAndGet(more) <= STEPS;
  }

  boolean time(long more) {
    return nanoseconds.addAndGet(more) <= TIME.toNanos();
  }
}
