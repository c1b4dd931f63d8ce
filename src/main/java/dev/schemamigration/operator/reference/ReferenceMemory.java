package dev.schemamigration.operator.reference;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * The memory that the objects of resources may take which are reconciled at the same time. A
 * resource waits while there is none for all that it names; one that names more is alone.
 */
public final class ReferenceMemory {
  private static final int PART_OF_HEAP = 8;

  /** The most that an object may have, as the API server stores it. */
  private static final long LARGEST = 1 << 20;

  private final int objects;
  private final Semaphore free;

  private ReferenceMemory(int objects) {
    this.objects = objects;
    this.free = new Semaphore(objects, true);
  }

  /** Its part of a heap of so many bytes. */
  public static ReferenceMemory of(long heap) {
    return new ReferenceMemory((int) Math.clamp(heap / PART_OF_HEAP / LARGEST, 1, 1 << 20));
  }

  /** Does work that reads the objects of a resource and lets go of them at its end. */
  public <T> T use(SchemaMigration resource, Supplier<T> work) {
    long named = WatchedKind.ALL.stream().mapToLong(kind -> kind.namesIn(resource).count()).sum();
    int taken = (int) Math.min(named, objects);
    free.acquireUninterruptibly(taken);
    try {
      return work.get();
    } finally {
      free.release(taken);
    }
  }
}
