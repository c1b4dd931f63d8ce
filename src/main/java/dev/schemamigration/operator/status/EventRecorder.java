package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.text.Digest;
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
 * Tells happenings as Events, in the background: a slow or refusing API delays nothing. The name of
 * an Event follows from what it says, so that a repetition raises a count, even after a restart.
 */
public final class EventRecorder implements AutoCloseable {
  private static final Logger LOG = System.getLogger(EventRecorder.class.getName());
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final String CONTROLLER = SchemaMigration.GROUP + "/operator";
  private static final int WAITING = 1000;
  private static final int COUNTED = 1000;
  private static final int LONGEST_NOTE = 1024;
  private static final int LONGEST_NAME = 200;

  private final KubernetesClient client;
  private final Clock clock;
  private final String instance;
  private final ThreadPoolExecutor thread;
  private final Map<String, Integer> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > COUNTED;
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
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("events").factory(),
            (task, pool) ->
                LOG.log(
                    Level.WARNING,
                    "an Event was dropped: too many are waiting, or this process ends"));
  }

  /** Returns at once. */
  public void record(SchemaMigration resource, MigrationEvent happening) {
    var event = event(resource, happening, clock.instant());
    thread.execute(() -> send(event));
  }

  /** Sends what is waiting, for a moment. */
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

  private Event event(SchemaMigration resource, MigrationEvent happening, Instant now) {
    var metadata = resource.getMetadata();
    return new EventBuilder()
        .withNewMetadata()
        .withName(name(resource, happening))
        .withNamespace(metadata.getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withType(happening.warning() ? "Warning" : "Normal")
        .withReason(happening.reason())
        .withAction(happening.action())
        .withNote(shortened(happening.note()))
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

  private static String name(SchemaMigration resource, MigrationEvent happening) {
    var metadata = resource.getMetadata();
    var sum =
        new Digest()
            .add(metadata.getUid())
            .add(happening.reason())
            .add(happening.note())
            .add(happening.occasion())
            .hex();
    var name = metadata.getName();
    return name.substring(0, Math.min(LONGEST_NAME, name.length())) + "." + sum.substring(0, 16);
  }

  private void send(Event event) {
    try {
      client.events().v1().events().resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        count(event);
      } else {
        notTold(event, e);
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
      notTold(event, e);
    }
  }

  private static void notTold(Event event, KubernetesClientException e) {
    LOG.log(
        Level.WARNING,
        "the Event {0} of {1}/{2} could not be written: {3}",
        event.getReason(),
        event.getRegarding().getNamespace(),
        event.getRegarding().getName(),
        e.toString());
  }

  private static String shortened(String note) {
    return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE - 1) + "…";
  }
}
