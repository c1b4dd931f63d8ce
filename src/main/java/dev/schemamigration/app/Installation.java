package dev.schemamigration.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Identifies the cluster of the operator by the uid of a namespace that stays when the operator is
 * installed again: {@code kube-system}, or the operator's own where only that may be read. Empty
 * text where neither may: then only the uid of a resource identifies it as an owner.
 */
final class Installation implements Supplier<String> {
  private static final Logger LOG = System.getLogger(Installation.class.getName());
  private static final Duration RETRY = Duration.ofMinutes(1);
  private static final String OF_EVERY_CLUSTER = "kube-system";

  private final Optional<String> ownNamespace;
  private final KubernetesClient client;
  private final InstantSource clock;
  private String uid = "";
  private Instant nextAttempt = Instant.MIN;
  private boolean warned;

  /**
   * @param ownNamespace where the operator runs; empty where it is not told
   */
  Installation(Optional<String> ownNamespace, KubernetesClient client, InstantSource clock) {
    this.ownNamespace = ownNamespace;
    this.client = client;
    this.clock = clock;
  }

  /**
   * Asks the API until it has told the uid, then never again; where nothing may be read, once a
   * minute, so that a right that is granted later needs no restart.
   *
   * @throws KubernetesClientException when the API does not answer
   */
  @Override
  public synchronized String get() {
    if (uid.isEmpty() && !clock.instant().isBefore(nextAttempt)) {
      uid =
          uidOf(OF_EVERY_CLUSTER)
              .or(() -> ownNamespace.flatMap(this::uidOf))
              .orElseGet(this::unknown);
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

  private String unknown() {
    nextAttempt = clock.instant().plus(RETRY);
    if (!warned) {
      warned = true;
      LOG.log(
          Level.WARNING,
          "neither namespace kube-system nor the operator's own may be read: a resource that is"
              + " deleted and created again has to take its database over");
    }
    return "";
  }
}
