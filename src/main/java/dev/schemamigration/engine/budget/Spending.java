package dev.schemamigration.engine.budget;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunStoppedException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/**
 * Spends the budget of a pass for one changelog. Each method throws an {@link EngineException} when
 * it is used up, and a {@link RunStoppedException} when the pass is to stop, so it is called before
 * what it counts is made.
 *
 * <p>Once it is closed, what is made again for a run is limited by itself, and counts no more: a
 * step may be repeated.
 */
public final class Spending implements AutoCloseable {
  /** How many calls pass between two looks at the clock. */
  private static final int CHECKED = 64;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final PassBudget budget;
  private final ChangelogLocation location;
  private final Thread thread = Thread.currentThread();
  private long lastTime = THREADS.getCurrentThreadCpuTime();
  private long paid;
  private int calls;
  private boolean closed;

  Spending(PassBudget budget, ChangelogLocation location) {
    this.budget = budget;
    this.location = location;
  }

  /**
   * Counts a text that is read, with the memory for its lines and statements: when they are counted
   * one by one, they are in memory already.
   */
  public void text(CharSequence text) {
    count(text.length());
    text(TextSize.of(text));
  }

  /**
   * The same of a file.
   *
   * @param what holds it, with a colon behind, in messages
   */
  public void text(byte[] file, Supplier<String> what) {
    count(file.length, what);
    text(TextSize.of(file));
  }

  private void text(TextSize size) {
    take(size.memory());
    paid += size.statements();
    check();
  }

  /** Counts characters of a text. */
  public void characters(long more) {
    characters(more, () -> "");
  }

  /**
   * Counts characters of a text.
   *
   * @param what makes or holds them, with a colon behind, in messages
   */
  public void characters(long more, Supplier<String> what) {
    count(more, what);
    take(more * PassBudget.OF_CHARACTER);
    check();
  }

  private void count(long more) {
    count(more, () -> "");
  }

  private void count(long more, Supplier<String> what) {
    if (closed ? more > PassBudget.CHARACTERS : !budget.characters(more)) {
      throw location.tooLarge(
          what.get()
              + "with it, the changelogs of the plan have more than "
              + PassBudget.CHARACTERS
              + " characters, repeated texts, included files and parameters counted at each use;"
              + " repeat less, or go to an earlier revision first");
    }
  }

  /** Counts elements. */
  public void elements(long more) {
    if (closed ? more > PassBudget.ELEMENTS : !budget.elements(more)) {
      throw location.tooComplex(
          "with it, the changelogs of the plan hold more than "
              + PassBudget.ELEMENTS
              + " elements, repeated ones included; go to an earlier revision first");
    }
    take(more * PassBudget.OF_ELEMENT);
    check();
  }

  /** Counts statements. */
  public void statements(long more) {
    if (closed ? more > PassBudget.STATEMENTS : !budget.statements(more)) {
      throw location.tooComplex(
          "with it, the changelogs of the plan hold more than "
              + PassBudget.STATEMENTS
              + " statements; go to an earlier revision first");
    }
    long unpaid = Math.max(0, more - paid);
    paid -= more - unpaid;
    take(unpaid * PassBudget.OF_STATEMENT);
    check();
  }

  /**
   * Counts characters at which a pattern has looked.
   *
   * @param what the pattern, in messages
   */
  public void steps(long more, Supplier<String> what) {
    if (closed ? more > PassBudget.STEPS : !budget.steps(more)) {
      throw location.tooComplex(
          what.get() + " searches for too long; write a simpler pattern or the step as SQL");
    }
    check();
  }

  private void take(long bytes) {
    if (!closed && !budget.fits(bytes)) {
      throw budget.fitsAlone(bytes)
          ? location.noRoom()
          : location.tooComplex(
              "with it, reading the changelogs of the plan takes more than "
                  + (budget.share() >> 20)
                  + " MiB of memory, the share of one namespace; split it into several revisions"
                  + " and go to an earlier one first, or have the operator's memory limit raised");
    }
  }

  /** Checks the processor time, and whether the pass is to stop. */
  private void check() {
    if (++calls % CHECKED == 0) {
      budget
          .stop()
          .ifPresent(
              why -> {
                throw new RunStoppedException(why);
              });
      if (!closed && Thread.currentThread() == thread) {
        time();
      }
    }
  }

  private void time() {
    long now = THREADS.getCurrentThreadCpuTime();
    boolean enough = budget.time(now - lastTime);
    lastTime = now;
    if (!enough) {
      throw location.tooComplex(
          "with it, reading the changelogs of the plan takes more than "
              + PassBudget.TIME.toSeconds()
              + " s of processor time; simplify it, or go to an earlier revision first");
    }
  }

  /** Ends the parse. */
  @Override
  public void close() {
    closed = true;
    budget.time(THREADS.getCurrentThreadCpuTime() - lastTime);
  }
}
