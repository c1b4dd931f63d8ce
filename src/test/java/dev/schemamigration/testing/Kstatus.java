package dev.schemamigration.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The status of a resource as kstatus, and with it Flux, computes it. */
public enum Kstatus {
  TERMINATING,
  IN_PROGRESS,
  FAILED,
  CURRENT;

  /** The rules for custom resources, in their order. */
  public static Kstatus of(JsonNode resource) {
    if (resource.at("/metadata").hasNonNull("deletionTimestamp")) {
      return TERMINATING;
    }
    var observed = resource.at("/status/observedGeneration");
    if (observed.isNumber() && observed.asLong() != resource.at("/metadata/generation").asLong()) {
      return IN_PROGRESS;
    }
    if (is(resource, "Reconciling", "True")) {
      return IN_PROGRESS;
    }
    if (is(resource, "Stalled", "True")) {
      return FAILED;
    }
    return is(resource, "Ready", "False") || is(resource, "Ready", "Unknown")
        ? IN_PROGRESS
        : CURRENT;
  }

  private static boolean is(JsonNode resource, String type, String status) {
    return condition(resource, type)
        .map(condition -> condition.path("status").asText().equals(status))
        .orElse(false);
  }

  private static Optional<JsonNode> condition(JsonNode resource, String type) {
    return StreamSupport.stream(resource.at("/status/conditions").spliterator(), false)
        .filter(condition -> condition.path("type").asText().equals(type))
        .findFirst();
  }
}
