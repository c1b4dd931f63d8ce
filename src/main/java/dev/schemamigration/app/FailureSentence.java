package dev.schemamigration.app;

import dev.schemamigration.text.Utf8;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Says in one sentence why something failed, and what to do. */
final class FailureSentence {
  private static final int LIMIT = 1000;
  private static final int DEEPEST = 50;

  private FailureSentence() {}

  static String of(Throwable failure) {
    var causes = causes(failure);
    return Utf8.shortened(
        causes.stream()
            .filter(KubernetesClientException.class::isInstance)
            .map(KubernetesClientException.class::cast)
            .filter(it -> it.getStatus() != null && it.getStatus().getMessage() != null)
            .findFirst()
            .map(FailureSentence::ofAnswer)
            .or(
                () ->
                    causes.stream()
                        .filter(ConnectException.class::isInstance)
                        .findFirst()
                        .map(FailureSentence::ofNoConnection))
            .orElseGet(() -> ofCause(causes.getLast())),
        LIMIT);
  }

  /** Beginning with the failure itself. */
  private static List<Throwable> causes(Throwable failure) {
    var causes = new ArrayList<Throwable>();
    for (var cause = failure; cause != null && causes.size() < DEEPEST; cause = cause.getCause()) {
      causes.add(cause);
    }
    return causes;
  }

  private static String ofAnswer(KubernetesClientException e) {
    var message = e.getStatus().getMessage();
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_FORBIDDEN ->
          message + "; grant it: apply the roles of this version (deploy/rbac, or the chart)";
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          "the Kubernetes API does not accept the operator's token (" + message + ")";
      case HttpURLConnection.HTTP_NOT_FOUND ->
          message + "; apply the resource definition of this version (crds)";
      default -> message;
    };
  }

  /** The first of several says to which address. */
  private static String ofNoConnection(Throwable cause) {
    return "the Kubernetes API is not reached ("
        + cause.getMessage()
        + "); check KUBECONFIG outside of a cluster, the network policy inside";
  }

  private static String ofCause(Throwable cause) {
    var message = Objects.requireNonNullElse(cause.getMessage(), "no details");
    return switch (cause) {
      case UnknownHostException unknown ->
          "the host "
              + message
              + " is not known; outside of a cluster, name a kubeconfig in KUBECONFIG";
      case BindException bind -> message + "; set QUARKUS_HTTP_PORT to a free port";
      case IllegalStateException told -> message;
      case IllegalArgumentException told -> message;
      default -> cause.getClass().getSimpleName() + ": " + message;
    };
  }
}
