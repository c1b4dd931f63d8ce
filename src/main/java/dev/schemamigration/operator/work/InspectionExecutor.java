package dev.schemamigration.operator.work;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Runs inspections on virtual threads, a limited number at the same time. */
public final class InspectionExecutor implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("look-", 0).factory());
  private final Semaphore permits;

  /**
   * @param limit how many databases are inspected at the same time
   */
  public InspectionExecutor(int limit) {
    permits = new Semaphore(limit, true);
  }

  /** Queues an inspection, which must not throw. */
  void submit(Runnable inspection) {
    threads.execute(
        () -> {
          permits.acquireUninterruptibly();
          try {
            inspection.run();
          } finally {
            permits.release();
          }
        });
  }

  /** Accepts no further inspections; those under way end by themselves. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
