package dev.schemamigration.cli.output;

import dev.schemamigration.text.Printable;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * What goes on while a command works, on standard error: lines that stay and, below them, what is
 * done now, for how long, and what is waited for. On a terminal that is one line which is redrawn.
 * Elsewhere a wait is printed when it begins, and the present state whenever nothing was printed
 * for a while. Thread-safe.
 */
public final class ProgressDisplay implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(500);

  /** A command that takes no longer shows nothing on a terminal. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration REPEAT_INTERVAL = Duration.ofSeconds(30);

  private static final String ERASED = "\r\u001b[2K";

  /** Where it does not wrap, a terminal of any width cuts the line at its edge. */
  private static final String UNWRAPPED = "\u001b[?7l%s \u001b[?7h";

  private final Console console;
  private final LongSupplier nanoTime;
  private final long began;
  private String activity = "";
  private long activityBegan;
  private String obstacle = "";
  private long obstacleBegan;
  private long lastPrinted;
  private boolean drawn;
  private boolean over;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  ProgressDisplay(Console console, LongSupplier nanoTime) {
    this.console = console;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.lastPrinted = began;
  }

  /** A display that a thread of its own keeps up to date until it is closed. */
  public static ProgressDisplay started(Console console) {
    var display = new ProgressDisplay(console, System::nanoTime);
    Thread.ofPlatform().daemon().name("progress").start(display::keepUpToDate);
    return display;
  }

  /** Prints a line that stays. */
  public synchronized void print(String line) {
    var redrawn = drawn;
    erase();
    console.err().println(Printable.line(line));
    lastPrinted = nanoTime.getAsLong();
    if (redrawn) {
      draw();
    }
  }

  /** Prints a line that stays, and shows nothing below it any more. */
  public synchronized void printLast(String line) {
    over = true;
    erase();
    print(line);
  }

  /** Something begins, and no wait goes on. */
  synchronized void begins(String now) {
    activity = now;
    activityBegan = nanoTime.getAsLong();
    obstacle = "";
  }

  /**
   * A wait begins, goes on with other numbers in it, or is over.
   *
   * @param why a sentence without its full stop; empty when the wait is over
   */
  public synchronized void waits(String why) {
    var goesOn = kind(why).equals(kind(obstacle));
    obstacle = why;
    if (!goesOn && !why.isEmpty()) {
      obstacleBegan = nanoTime.getAsLong();
      if (!console.redraws()) {
        print(why);
      }
    }
  }

  private static String kind(String why) {
    return why.replaceAll("\\d+", "");
  }

  /** Shows the present state where that is due. */
  synchronized void tick() {
    if (over || activity.isEmpty() && obstacle.isEmpty()) {
      erase();
    } else if (console.redraws()) {
      if (since(began).compareTo(PATIENCE) >= 0) {
        draw();
      }
    } else if (since(lastPrinted).compareTo(REPEAT_INTERVAL) >= 0) {
      print(activity.isEmpty() ? state() : "Still running: " + state());
    }
  }

  /** {@code revision 2 of 14, 1m05s, 3m10s in all; waiting for pid 4711}. */
  private String state() {
    if (activity.isEmpty()) {
      return obstacle + " (" + elapsed(obstacleBegan) + ")";
    }
    var first = since(began).minus(since(activityBegan)).compareTo(PATIENCE) < 0;
    return activity
        + ", "
        + elapsed(activityBegan)
        + (first ? "" : ", " + elapsed(began) + " in all")
        + (obstacle.isEmpty()
            ? ""
            : "; " + obstacle.substring(0, 1).toLowerCase(Locale.ROOT) + obstacle.substring(1));
  }

  private Duration since(long nanos) {
    return Duration.ofNanos(nanoTime.getAsLong() - nanos);
  }

  /** {@code 7s}, {@code 1m05s}, {@code 2h00m}. */
  private String elapsed(long nanos) {
    var time = since(nanos);
    if (time.toHours() > 0) {
      return "%dh%02dm".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%dm%02ds".formatted(time.toMinutes(), time.toSecondsPart())
        : time.toSeconds() + "s";
  }

  private void draw() {
    var state = Printable.line(state());
    write(
        ERASED
            + UNWRAPPED.formatted(
                state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1)));
    drawn = true;
  }

  private void erase() {
    if (drawn) {
      write(ERASED);
      drawn = false;
    }
  }

  /** The escape sequences of this class pass; those of foreign texts are gone. */
  private void write(String text) {
    console.err().writeBytes(text.getBytes(console.err().charset()));
    console.err().flush();
  }

  private synchronized void keepUpToDate() {
    try {
      while (!over) {
        tick();
        wait(TICK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Leaves only the lines that stay. */
  @Override
  public synchronized void close() {
    over = true;
    erase();
    notifyAll();
  }
}
