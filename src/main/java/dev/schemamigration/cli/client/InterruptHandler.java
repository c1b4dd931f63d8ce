package dev.schemamigration.cli.client;

import dev.schemamigration.migration.api.Cancellation;
import java.time.Duration;

/**
 * Turns Ctrl-C and SIGTERM into an orderly stop: the statement in flight gets a moment, then it is
 * cancelled, the server rolls back, and the process ends when the run has reported its position.
 */
public final class InterruptHandler implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Thread run = Thread.currentThread();
  private final Thread hook;

  private InterruptHandler(Cancellation cancellation) {
    this.hook = new Thread(() -> stop(cancellation), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Installs the handler until it is closed by this thread. */
  public static InterruptHandler of(Cancellation cancellation) {
    return new InterruptHandler(cancellation);
  }

  private void stop(Cancellation cancellation) {
    cancellation.request("interrupted", GRACE);
    try {
      run.join(LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
