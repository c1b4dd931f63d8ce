package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.text.Printable;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Builds the conditions of a status; a transition time changes only with the condition's status.
 */
final class ConditionList {
  private static final int MESSAGE_LIMIT = 4096;

  private final Map<String, Condition> previous;
  private final long generation;
  private final String now;
  private final Map<ConditionType, Condition> conditions = new EnumMap<>(ConditionType.class);

  ConditionList(Collection<Condition> previous, long generation, Instant now) {
    this.previous =
        previous.stream()
            .collect(Collectors.toMap(Condition::type, Function.identity(), (one, other) -> one));
    this.generation = generation;
    this.now = Timestamps.seconds(now);
  }

  void isTrue(ConditionType type, String reason, String message) {
    put(type, "True", reason, message);
  }

  void isFalse(ConditionType type, String reason, String message) {
    put(type, "False", reason, message);
  }

  void isUnknown(ConditionType type, String reason, String message) {
    put(type, "Unknown", reason, message);
  }

  /** Keeps a condition of the previous status, for the present generation. */
  void keep(ConditionType type) {
    var kept = previous.get(type.name());
    if (kept != null) {
      put(type, kept.status(), kept.reason(), kept.message());
    }
  }

  void remove(ConditionType type) {
    conditions.remove(type);
  }

  /** Prefixes the message of a condition, if it is present, once. */
  void prefix(ConditionType type, String prefix) {
    var condition = conditions.get(type);
    if (condition != null && !condition.message().startsWith(prefix)) {
      put(type, condition.status(), condition.reason(), prefix + condition.message());
    }
  }

  /** The conditions in the order of their types. */
  List<Condition> toList() {
    return List.copyOf(conditions.values());
  }

  private void put(ConditionType type, String status, String reason, String message) {
    var before = previous.get(type.name());
    var since =
        before != null && before.status().equals(status) ? before.lastTransitionTime() : now;
    conditions.put(
        type,
        new Condition(
            type.name(), status, generation, since, reason, shortened(Printable.text(message))));
  }

  private static String shortened(String message) {
    return message.length() <= MESSAGE_LIMIT
        ? message
        : message.substring(0, MESSAGE_LIMIT - 1) + "…";
  }
}
