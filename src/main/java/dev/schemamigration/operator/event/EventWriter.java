package dev.schemamigration.operator.event;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * Stores Events in the API. One that is there already becomes a series, whose count goes on from
 * what is stored, so that it is right after a restart too. Needs the rights to create and patch.
 */
final class EventWriter {
  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final KubernetesClient client;
  private @Nullable KubernetesClient impatient;

  EventWriter(KubernetesClient client) {
    this.client = client;
  }

  Answer write(QueuedEvent queued) {
    var event = resource(queued.event());
    try {
      return queued.occurrences() == 1 ? created(event, queued) : counted(event, queued, 0);
    } catch (KubernetesClientException e) {
      return Answer.of(e);
    }
  }

  private static Answer created(Resource<Event> event, QueuedEvent queued) {
    try {
      event.create();
      return new Answer.Stored();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return counted(event, queued, 0);
    }
  }

  /** Counts it with the stored one; when there is none, or none any more, it is created first. */
  private static Answer counted(Resource<Event> event, QueuedEvent queued, int created) {
    try {
      var stored = event.patch(MERGE, "{}"); // to read it, without the right to read Events
      int before = stored.getSeries() == null ? 1 : stored.getSeries().getCount();
      int count = before + queued.occurrences() - created;
      if (count > 1) {
        event.patch(
            MERGE,
            "{\"series\":{\"count\":%d,\"lastObservedTime\":\"%s\"}}"
                .formatted(count, queued.event().getEventTime().getTime()));
      }
      return new Answer.Stored();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND || created > 0) {
        throw e;
      }
      event.create();
      return queued.occurrences() == 1 ? new Answer.Stored() : counted(event, queued, 1);
    }
  }

  private Resource<Event> resource(Event event) {
    if (impatient == null) {
      impatient = withoutRetries(client);
    }
    return impatient.events().v1().events().resource(event);
  }

  /** The client would retry within the call, while all other Events wait. */
  private static KubernetesClient withoutRetries(KubernetesClient client) {
    var settings =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .build();
    return client.newClient(settings).adapt(KubernetesClient.class);
  }
}
