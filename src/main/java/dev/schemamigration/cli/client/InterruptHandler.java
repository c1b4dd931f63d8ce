package dev.schemamigration.cli.client;

import dev.schemamigration.cli.output.ProgressDisplay;
import dev.schemamigration.migration.api.Cancellation;
import java.time.Duration;
import sun.misc.Signal;

/**
 * Turns Ctrl-C and SIGTERM into an orderly stop: the statement in flight gets a moment, then it is
 * cancelled, the server rolls back, and the process ends when the run has reported its position. A
 * second Ctrl-C ends the process at once; the server rolls back when it notices.
 */
public final class InterruptHandler implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** The exit code of a process that the signal of Ctrl-C ends. */
  private static final int INTERRUPTED = 130;

  private final Thread run = Thread.currentThread();
  private final Thread hook;

  private InterruptHandler(Cancellation cancellation, ProgressDisplay display) {
    this.hook = new Thread(() -> stop(cancellation, display), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Installs the handler until it is closed by this thread. */
  public static InterruptHandler of(Cancellation cancellation, ProgressDisplay display) {
    return new InterruptHandler(cancellation, display);
  }

  private void stop(Cancellation cancellation, ProgressDisplay display) {
    endAtOnceOnTheNext();
    display.printLast("Stopping; Ctrl-C again ends at once");
    cancellation.request("interrupted", GRACE);
    try {
      run.join(LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** By itself the JVM takes no notice of Ctrl-C any more once it ends. */
  private static void endAtOnceOnTheNext() {
    try {
      Signal.handle(new Signal("INT"), it -> Runtime.getRuntime().halt(INTERRUPTED));
    } catch (IllegalArgumentException e) {
      // The JVM was started with -Xrs and leaves signals to the system, which ends it at once.
      return;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook waits for this thread, which is about to end too.
      return;
    }
  }
}
