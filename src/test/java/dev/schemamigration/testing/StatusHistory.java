package dev.schemamigration.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every state of a resource that the API server stores, from the present one on. */
public final class StatusHistory implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> seen = new CopyOnWriteArrayList<>();
  private final Watch watch;

  private StatusHistory(Cluster cluster, Tenant tenant, String name) {
    watch =
        cluster
            .client()
            .resources(SchemaMigration.class)
            .inNamespace(tenant.namespace())
            .withName(name)
            .watch(
                new Watcher<>() {
                  @Override
                  public void eventReceived(Action action, SchemaMigration resource) {
                    seen.add(JSON.valueToTree(resource));
                  }

                  @Override
                  public void onClose(WatcherException cause) {}
                });
  }

  public static StatusHistory of(Cluster cluster, Tenant tenant, String name) {
    return new StatusHistory(cluster, tenant, name);
  }

  /** What has been seen so far, oldest first. */
  public List<JsonNode> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    watch.close();
  }
}
