package dev.schemamigration.operator.event;

import io.fabric8.kubernetes.api.model.events.v1.Event;

/**
 * An Event that waits to be sent.
 *
 * @param occurrences how often it occurred since it waits
 * @param attempts how often it was sent in vain
 * @param since when it began to wait, and
 * @param due when it is sent, both by the clock of the queue
 * @param number its place in the order of arrival
 */
record QueuedEvent(Event event, int occurrences, int attempts, long since, long due, long number) {

  /** The key under which repetitions are found. */
  String key() {
    return event.getMetadata().getNamespace() + "/" + event.getMetadata().getName();
  }

  boolean warning() {
    return event.getType().equals(MigrationEvent.WARNING);
  }

  QueuedEvent repeated(int more) {
    return new QueuedEvent(event, occurrences + more, attempts, since, due, number);
  }

  QueuedEvent again(long at) {
    return new QueuedEvent(event, occurrences, attempts + 1, since, at, number);
  }
}
