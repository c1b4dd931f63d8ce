package dev.schemamigration.testing;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Runs work beside a test on a thread of its own. Waiting for its end has a time limit; when that
 * is exceeded, the failure shows the thread's stack.
 */
public final class Background<T> {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final CompletableFuture<T> work = new CompletableFuture<>();
  private final Thread thread;

  private Background(Callable<T> task) {
    thread = Thread.ofPlatform().daemon().name("background").start(() -> run(task));
  }

  /** Starts it. */
  public static <T> Background<T> start(Callable<T> task) {
    return new Background<>(task);
  }

  private void run(Callable<T> task) {
    try {
      work.complete(task.call());
    } catch (Throwable e) {
      work.completeExceptionally(e);
    }
  }

  public boolean isDone() {
    return work.isDone();
  }

  /** Fails with what it came to if it has ended. */
  public void requireRunning() {
    if (isDone()) {
      throw new AssertionError("it has ended already: " + result());
    }
  }

  /** Waits for its end, which it must reach well; returns what it came to. */
  public T result() {
    return result(PATIENCE);
  }

  /** The same, where the time that it takes is what a test is about. */
  public T result(Duration atMost) {
    try {
      return work.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("it still runs after " + atMost + ", at" + stack(), e);
    } catch (ExecutionException e) {
      throw new AssertionError("it broke off", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it runs, at" + stack(), e);
    }
  }

  private String stack() {
    return Arrays.stream(thread.getStackTrace())
        .map(it -> "\n  " + it)
        .collect(Collectors.joining());
  }
}
