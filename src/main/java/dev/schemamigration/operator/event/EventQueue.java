package dev.schemamigration.operator.event;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait to be sent, in the order of their arrival. An Event that waits already is
 * counted with it. When the queue is full the oldest of type Normal gives its place away, and one
 * of type Warning only to another of these. Safe for threads.
 */
final class EventQueue {
  private final int limit;
  private final LongSupplier clock;
  private final Map<String, QueuedEvent> warnings = new LinkedHashMap<>();
  private final Map<String, QueuedEvent> normals = new LinkedHashMap<>();
  private long arrivals;
  private long dropped;
  private long pausedUntil;
  private boolean closed;

  /**
   * @param limit how many Events may wait
   * @param clock nanoseconds of a clock that only goes forward
   */
  EventQueue(int limit, LongSupplier clock) {
    this.limit = limit;
    this.clock = clock;
    this.pausedUntil = clock.getAsLong();
  }

  /** Returns at once; whether there was room for it and for all that waited. */
  synchronized boolean add(Event event) {
    long now = clock.getAsLong();
    return add(new QueuedEvent(event, 1, 0, now, now, arrivals++));
  }

  /** Takes one back that could not be sent, to be sent again after a pause. */
  synchronized void retry(QueuedEvent event, long nanos) {
    add(event.again(clock.getAsLong() + nanos));
  }

  /** Until the pause is over none is due. */
  synchronized void pause(Duration pause) {
    pausedUntil = clock.getAsLong() + pause.toNanos();
  }

  /**
   * Removes the next one that is due, and waits for it. When the queue is closed it does not wait,
   * Warnings come first, and it is empty at the end.
   *
   * @throws InterruptedException when the thread has been interrupted, also if it need not wait
   */
  synchronized Optional<QueuedEvent> take() throws InterruptedException {
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      var next = next();
      if (next != null) {
        of(next).remove(next.key());
        return Optional.of(next);
      }
      if (closed) {
        return Optional.empty();
      }
      long nanos = untilDue();
      if (nanos == Long.MAX_VALUE) {
        wait();
      } else {
        wait(nanos / 1_000_000 + 1);
      }
    }
  }

  /** From now on {@link #take} does not wait. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isEmpty() {
    return warnings.isEmpty() && normals.isEmpty();
  }

  /** How many were dropped since this was asked last. */
  synchronized long takeDropped() {
    long count = dropped;
    dropped = 0;
    return count;
  }

  private boolean add(QueuedEvent event) {
    var queue = of(event);
    var waiting = queue.get(event.key());
    if (waiting != null) {
      queue.put(event.key(), waiting.repeated(event.occurrences()));
      return true;
    }
    var hasRoom = warnings.size() + normals.size() < limit || makeRoom(event);
    if (hasRoom) {
      queue.put(event.key(), event);
      notifyAll();
    }
    return hasRoom && dropped == 0;
  }

  private boolean makeRoom(QueuedEvent event) {
    dropped++;
    var victims = normals.isEmpty() && event.warning() ? warnings : normals;
    var oldest = victims.keySet().stream().findFirst();
    oldest.ifPresent(victims::remove);
    return oldest.isPresent();
  }

  private Map<String, QueuedEvent> of(QueuedEvent event) {
    return event.warning() ? warnings : normals;
  }

  private @Nullable QueuedEvent next() {
    var warning = firstDue(warnings);
    var normal = firstDue(normals);
    if (warning == null || normal == null) {
      return warning == null ? normal : warning;
    }
    return closed || warning.number() < normal.number() ? warning : normal;
  }

  private @Nullable QueuedEvent firstDue(Map<String, QueuedEvent> queue) {
    long now = clock.getAsLong();
    for (var event : queue.values()) {
      if (closed || dueIn(event, now) <= 0) {
        return event;
      }
    }
    return null;
  }

  private long untilDue() {
    List<QueuedEvent> all = new ArrayList<>(warnings.values());
    all.addAll(normals.values());
    long now = clock.getAsLong();
    return all.stream().mapToLong(event -> dueIn(event, now)).min().orElse(Long.MAX_VALUE);
  }

  private long dueIn(QueuedEvent event, long now) {
    return Math.max(event.due() - now, pausedUntil - now);
  }
}
