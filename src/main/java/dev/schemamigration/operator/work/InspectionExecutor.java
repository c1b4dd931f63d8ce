package dev.schemamigration.operator.work;

import dev.schemamigration.operator.work.FairExecutor.Submitted;
import java.time.Duration;
import java.util.Optional;

/** Runs inspections: a limited number at the same time, in fair shares. */
public final class InspectionExecutor implements AutoCloseable {
  private final FairExecutor executor;

  /**
   * @param limit how many databases are inspected at the same time, those aside that wait or take
   *     longer than a second
   * @param perServer how many of one server
   */
  public InspectionExecutor(int limit, int perServer) {
    executor = new FairExecutor("look-", limit, perServer, MigrationExecutor.PROMPT);
  }

  /** Queues an inspection, which must not throw. */
  Submitted submit(Owner owner, Runnable inspection) {
    return executor.submit(owner, place -> inspection.run());
  }

  /** Lets what is queued wait for a moment: the status of a resource that has changed is first. */
  void changed() {
    executor.changed();
  }

  /** How long the inspection that was started first has been taking, if any is under way. */
  public Optional<Duration> longest() {
    return executor.longest();
  }

  /** How much it has to do. */
  public Load load() {
    return executor.load();
  }

  /** Accepts no further inspections; those under way end by themselves. */
  @Override
  public void close() {
    executor.close();
  }
}
