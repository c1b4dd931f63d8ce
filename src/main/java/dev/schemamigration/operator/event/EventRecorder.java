package dev.schemamigration.operator.event;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.text.Printable;
import dev.schemamigration.text.Utf8;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;

/**
 * Records Events in the background, so that a slow or unavailable API delays nothing, and in the
 * log. What the API does not take now is sent again; of more than it takes, Warnings are kept.
 */
public final class EventRecorder implements AutoCloseable {
  private static final Logger LOG = System.getLogger(EventRecorder.class.getName());

  /** Of some 3 KiB each. */
  private static final int QUEUE_LIMIT = 4096;

  private static final int LOGGED_LIMIT = 200;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** An Event that the API has refused to take for so long is no longer news. */
  private static final Duration AGE_LIMIT = Duration.ofMinutes(15);

  private final Clock clock;
  private final Duration closing;
  private final EventFactory factory;
  private final EventQueue queue = new EventQueue(QUEUE_LIMIT, System::nanoTime);
  private final EventWriter writer;
  private final Thread thread;
  private volatile boolean overflowed;
  private volatile boolean ending;
  private boolean delayed;
  private boolean forbidden;

  /**
   * @param instance names this process, e.g. its pod
   */
  public EventRecorder(KubernetesClient client, Clock clock, String instance) {
    this(client, clock, instance, CLOSE_LIMIT);
  }

  /**
   * @param closing how long {@link #close} may take
   */
  EventRecorder(KubernetesClient client, Clock clock, String instance, Duration closing) {
    this.clock = clock;
    this.closing = closing;
    this.factory = new EventFactory(instance);
    this.writer = new EventWriter(client);
    this.thread = Thread.ofPlatform().daemon().name("events").start(this::send);
  }

  /** Returns at once. */
  public void record(SchemaMigration resource, MigrationEvent event) {
    ResourceLog.of(resource)
        .reason(event.reason())
        .revision(event.revision())
        .log(event.warning() ? Level.WARNING : Level.INFO, event.reason() + ": " + event.note());
    if (!queue.add(factory.event(resource, event, clock.instant())) && !overflowed) {
      overflowed = true;
      LOG.log(
          Level.WARNING,
          "Events come faster than the API takes them: the oldest ones of type Normal are dropped");
    }
  }

  /** Sends the queued Events, Warnings first, within a limit of time. */
  @Override
  public void close() {
    ending = true;
    queue.close();
    try {
      if (!thread.join(closing)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() {
    try {
      for (var next = queue.take(); next.isPresent(); next = queue.take()) {
        send(next.get());
      }
    } catch (InterruptedException e) {
      // the limit of time has passed
    }
  }

  private void send(QueuedEvent event) throws InterruptedException {
    Answer answer;
    try {
      answer = writer.write(event);
    } catch (RuntimeException e) {
      answer = new Answer.Refused(e.toString());
    }
    switch (answer) {
      case Answer.Stored stored -> stored();
      case Answer.NamespaceGone gone -> {}
      case Answer.Forbidden it -> forbidden(it.message());
      case Answer.Refused it -> lost(event, it.message());
      case Answer.NotNow it -> later(event, it);
    }
  }

  private void stored() {
    if (delayed) {
      delayed = false;
      LOG.log(Level.INFO, "Events are stored again");
    }
    if (overflowed && queue.isEmpty()) {
      overflowed = false;
      LOG.log(Level.WARNING, "{0} Events were dropped", queue.takeDropped());
    }
  }

  private void forbidden(String message) {
    if (!forbidden) {
      forbidden = true;
      LOG.log(
          Level.WARNING,
          "Events are not stored: {0}; allow create and patch of events in events.k8s.io, as the"
              + " roles in deploy/rbac and in the chart do",
          shown(message));
    }
  }

  /** A server that asks for a pause gets it from all Events, else only this one waits. */
  private void later(QueuedEvent event, Answer.NotNow answer) throws InterruptedException {
    if (System.nanoTime() - event.since() > AGE_LIMIT.toNanos()) {
      lost(event, answer.message());
      return;
    }
    if (!delayed && event.attempts() > 0) {
      delayed = true;
      LOG.log(Level.WARNING, "Events are delayed and sent again: {0}", shown(answer.message()));
    }
    if (ending) {
      Thread.sleep(FIRST_PAUSE); // the queue waits no more, and the server needs a moment
    }
    queue.retry(event, pause(event.attempts()).toNanos());
    if (answer.pause().isPresent()) {
      queue.pause(answer.pause().get());
    }
  }

  private static Duration pause(int attempts) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private static void lost(QueuedEvent event, String message) {
    LOG.log(
        Level.WARNING,
        "the Event {0} of {1}/{2} is not stored: {3}",
        event.event().getReason(),
        event.event().getRegarding().getNamespace(),
        event.event().getRegarding().getName(),
        shown(message));
  }

  private static String shown(String message) {
    return Utf8.shortened(Printable.line(message), LOGGED_LIMIT);
  }
}
