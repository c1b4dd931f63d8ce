package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.text.Digest;
import dev.schemamigration.text.Printable;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Records Events in the background, so that a slow or unavailable API delays nothing. The name of
 * an Event is derived from its content, so that a repetition raises a count, even after a restart.
 */
public final class EventRecorder implements AutoCloseable {
  private static final Logger LOG = System.getLogger(EventRecorder.class.getName());
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String CONTROLLER = SchemaMigration.GROUP + "/operator";
  private static final int QUEUE_LIMIT = 1000;
  private static final int COUNT_LIMIT = 1000;
  private static final int NOTE_LIMIT = 1024;
  private static final int NAME_LIMIT = 200;

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;
  private final ThreadPoolExecutor thread;
  private final Map<String, Integer> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > COUNT_LIMIT;
        }
      };

  /**
   * @param instance names this process, e.g. its pod
   */
  public EventRecorder(KubernetesClient client, Clock clock, String instance) {
    this.client = client;
    this.clock = clock;
    this.instance = instance;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE_LIMIT),
            Thread.ofPlatform().daemon().name("events").factory(),
            (task, pool) ->
                LOG.log(
                    Level.WARNING,
                    "an Event was dropped: too many are waiting, or this process ends"));
  }

  /** Returns at once. */
  public void record(SchemaMigration resource, MigrationEvent event) {
    var built = build(resource, event, clock.instant());
    thread.execute(() -> send(built));
  }

  /** Sends the queued Events, within a limit of time. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Event build(SchemaMigration resource, MigrationEvent event, Instant now) {
    var metadata = resource.getMetadata();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name(resource, event))
        .withNamespace(metadata.getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withType(event.warning() ? "Warning" : "Normal")
        .withReason(event.reason())
        .withAction(event.action())
        .withNote(shortened(Printable.text(event.note())))
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance)
        .withNewRegarding()
        .withApiVersion(resource.getApiVersion())
        .withKind(resource.getKind())
        .withName(metadata.getName())
        .withNamespace(metadata.getNamespace())
        .withUid(metadata.getUid())
        .endRegarding()
        .build();
  }

  private static String name(SchemaMigration resource, MigrationEvent event) {
    var metadata = resource.getMetadata();
    var sum =
        new Digest()
            .add(metadata.getUid())
            .add(event.reason())
            .add(event.note())
            .add(event.occurrence())
            .hex();
    var name = metadata.getName();
    return name.substring(0, Math.min(NAME_LIMIT, name.length())) + "." + sum.substring(0, 16);
  }

  private void send(Event event) {
    try {
      client.events().v1().events().resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        count(event);
      } else {
        logFailure(event, e);
      }
    }
  }

  private void count(Event event) {
    var metadata = event.getMetadata();
    var count =
        counts.merge(metadata.getNamespace() + "/" + metadata.getName(), 2, (old, two) -> old + 1);
    var series =
        "{\"series\":{\"count\":%d,\"lastObservedTime\":\"%s\"}}"
            .formatted(count, event.getEventTime().getTime());
    try {
      client
          .events()
          .v1()
          .events()
          .inNamespace(metadata.getNamespace())
          .withName(metadata.getName())
          .patch(PatchContext.of(PatchType.JSON_MERGE), series);
    } catch (KubernetesClientException e) {
      logFailure(event, e);
    }
  }

  private static void logFailure(Event event, KubernetesClientException e) {
    LOG.log(
        Level.WARNING,
        "the Event {0} of {1}/{2} could not be written: {3}",
        event.getReason(),
        event.getRegarding().getNamespace(),
        event.getRegarding().getName(),
        e.toString());
  }

  private static String shortened(String note) {
    return note.length() <= NOTE_LIMIT ? note : note.substring(0, NOTE_LIMIT - 1) + "…";
  }
}
