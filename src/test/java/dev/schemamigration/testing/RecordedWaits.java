package dev.schemamigration.testing;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.RunListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Records the waits that a run reports, in order. */
public final class RecordedWaits implements RunListener {
  public final List<LockHolder> holders = new CopyOnWriteArrayList<>();
  public final List<String> messages = new CopyOnWriteArrayList<>();

  /** How often the run has waited without working. */
  public final AtomicInteger pauses = new AtomicInteger();

  @Override
  public boolean waits(BooleanSupplier wait) {
    pauses.incrementAndGet();
    return wait.getAsBoolean();
  }

  @Override
  public void blocked(List<LockHolder> now, String message) {
    holders.addAll(now);
    messages.add(message);
  }

  /** How often a statement ran into its lock timeout. */
  public long timeouts() {
    return messages.stream().filter(it -> it.contains("SQLSTATE 55P03")).count();
  }
}
