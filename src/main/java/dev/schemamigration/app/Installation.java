package dev.schemamigration.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the cluster of the operator by the uid of a namespace that stays when the operator is
 * installed again: {@code kube-system}, or the operator's own where only that may be read. Empty
 * text where neither may: then only the uid of a resource identifies it as an owner.
 */
final class Installation implements Supplier<String> {
  private static final Logger LOG = System.getLogger(Installation.class.getName());
  private static final String OF_EVERY_CLUSTER = "kube-system";

  private final Optional<String> ownNamespace;
  private final KubernetesClient client;
  private @Nullable String uid;

  /**
   * @param ownNamespace where the operator runs; empty where it is not told
   */
  Installation(Optional<String> ownNamespace, KubernetesClient client) {
    this.ownNamespace = ownNamespace;
    this.client = client;
  }

  /**
   * Asks the API once.
   *
   * @throws KubernetesClientException when that does not answer
   */
  @Override
  public synchronized String get() {
    if (uid == null) {
      uid =
          uidOf(OF_EVERY_CLUSTER)
              .or(() -> ownNamespace.flatMap(this::uidOf))
              .orElseGet(Installation::unknown);
    }
    return uid;
  }

  private Optional<String> uidOf(String namespace) {
    try {
      return Optional.ofNullable(client.namespaces().withName(namespace).get())
          .map(it -> it.getMetadata().getUid());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String unknown() {
    LOG.log(
        Level.WARNING,
        "neither namespace kube-system nor the operator's own may be read: a resource that is"
            + " deleted and created again has to take its database over");
    return "";
  }
}
