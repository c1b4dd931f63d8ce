package dev.schemamigration.operator.work;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Runs looks, so many at once and no more; those that must wait cost nothing. */
public final class InspectionExecutor implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("look-", 0).factory());
  private final Semaphore places;

  /**
   * @param atOnce how many databases are looked at at the same time
   */
  public InspectionExecutor(int atOnce) {
    places = new Semaphore(atOnce, true);
  }

  /** Returns at once; {@code look} must not throw. */
  void submit(Runnable look) {
    threads.execute(
        () -> {
          places.acquireUninterruptibly();
          try {
            look.run();
          } finally {
            places.release();
          }
        });
  }

  /** Takes no further looks; those under way end by themselves. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
