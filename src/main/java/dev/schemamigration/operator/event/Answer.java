package dev.schemamigration.operator.event;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What an API server said to an Event. */
sealed interface Answer {
  /** It is stored. */
  record Stored() implements Answer {}

  /** Its namespace is gone or going, and all its Events with it. */
  record NamespaceGone() implements Answer {}

  /** This process may not write Events there. */
  record Forbidden(String message) implements Answer {}

  /** It is not taken, and would not be if it were sent again. */
  record Refused(String message) implements Answer {}

  /**
   * It was not taken now.
   *
   * @param pause how long the server wants to be left alone, if it says
   */
  record NotNow(String message, Optional<Duration> pause) implements Answer {}

  /** The answer that an exception of the client stands for; a conflict is one that passes. */
  static Answer of(KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND -> new NamespaceGone();
      case HttpURLConnection.HTTP_FORBIDDEN ->
          isTerminating(e) ? new NamespaceGone() : new Forbidden(message(e));
      case HttpURLConnection.HTTP_UNAUTHORIZED,
          HttpURLConnection.HTTP_CLIENT_TIMEOUT,
          HttpURLConnection.HTTP_CONFLICT ->
          new NotNow(message(e), Optional.empty());
      default ->
          isTransient(e.getCode())
              ? new NotNow(message(e), retryAfter(e))
              : new Refused(message(e));
    };
  }

  /** Where there was no answer at all the code is 0 or less. */
  private static boolean isTransient(int code) {
    return code <= 0 || code == 429 || code >= 500;
  }

  private static boolean isTerminating(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getDetails)
        .map(StatusDetails::getCauses)
        .stream()
        .flatMap(List::stream)
        .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
  }

  private static Optional<Duration> retryAfter(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(Status::getDetails)
        .map(StatusDetails::getRetryAfterSeconds)
        .map(Duration::ofSeconds);
  }

  /** What the server said, or why it did not, without the request. */
  private static String message(KubernetesClientException e) {
    if (e.getStatus() != null && e.getStatus().getMessage() != null) {
      return e.getStatus().getMessage();
    }
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }
}
