package dev.schemamigration.scratch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs an action when the process ends before this is closed. The thread that works gets time to
 * close it by itself, as it does after Ctrl-C.
 */
final class EndOfProcess implements AutoCloseable {
  private static final Duration ORDERLY = Duration.ofSeconds(21);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook;

  private EndOfProcess(Runnable action) {
    this.hook = new Thread(() -> end(action), "end of scratch databases");
  }

  static EndOfProcess whenNotClosed(Runnable action) {
    var end = new EndOfProcess(action);
    Runtime.getRuntime().addShutdownHook(end.hook);
    return end;
  }

  private void end(Runnable action) {
    try {
      if (!closed.await(ORDERLY.toMillis(), TimeUnit.MILLISECONDS)) {
        action.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ScratchException e) {
      // The next start finds it.
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook has just been told.
      return;
    }
  }
}
