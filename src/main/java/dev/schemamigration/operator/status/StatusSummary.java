package dev.schemamigration.operator.status;

import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.crd.v1alpha1.MigrationRecord;
import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.migration.reason.Reason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Summarizes the stored status of one resource in the values that metrics show.
 *
 * @param outdated whether the status was made for an earlier spec; such a status is neither ready
 *     nor stalled
 * @param blocked whether a migration waits for a lock of its database
 * @param reason of the condition Ready; empty before the first status
 * @param lastSuccess when the latest successful migration ended or Ready became True, whichever is
 *     later, as far as the status still says so
 */
public record StatusSummary(
    String namespace,
    String name,
    boolean ready,
    boolean stalled,
    boolean suspended,
    boolean outdated,
    boolean blocked,
    Optional<String> reason,
    Optional<String> current,
    Optional<String> target,
    Optional<Integer> pending,
    Optional<Instant> lastSuccess) {
  private static final Set<String> LOCK_WAITS =
      Set.of(Reason.LockTimeout.name(), Reason.DatabaseBusy.name());

  public StatusSummary {
    Objects.requireNonNull(namespace);
    Objects.requireNonNull(name);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(current);
    Objects.requireNonNull(target);
    Objects.requireNonNull(pending);
    Objects.requireNonNull(lastSuccess);
  }

  /** Summarizes a resource as it is stored. */
  public static StatusSummary of(SchemaMigration resource) {
    var status = resource.statusOrNone();
    var ready = status.condition(ConditionType.Ready.name());
    var suspended = resource.getSpec() != null && resource.getSpec().suspend();
    var outdated = status.observedGeneration() != resource.generation();
    return new StatusSummary(
        resource.getMetadata().getNamespace(),
        resource.getMetadata().getName(),
        isTrue(ready) && !outdated,
        isTrue(status.condition(ConditionType.Stalled.name())) && !outdated,
        suspended,
        outdated,
        !suspended && waitsForLock(status, ready),
        ready.map(Condition::reason),
        Optional.ofNullable(status.currentRevision()),
        Optional.ofNullable(status.targetRevision()),
        Optional.ofNullable(status.pendingRevisions()),
        lastSuccess(status, ready));
  }

  private static boolean waitsForLock(SchemaMigrationStatus status, Optional<Condition> ready) {
    return !status.blockedBy().isEmpty()
        || ready.map(Condition::reason).filter(LOCK_WAITS::contains).isPresent();
  }

  private static Optional<Instant> lastSuccess(
      SchemaMigrationStatus status, Optional<Condition> ready) {
    var becameReady = ready.filter(it -> isTrue(ready)).map(Condition::lastTransitionTime);
    var migrated =
        status.history().stream()
            .filter(it -> MigrationHistory.SUCCEEDED.equals(it.outcome()))
            .map(MigrationRecord::finishedAt);
    return Stream.concat(becameReady.stream(), migrated)
        .flatMap(it -> time(it).stream())
        .max(Comparator.naturalOrder());
  }

  private static boolean isTrue(Optional<Condition> condition) {
    return condition.map(it -> "True".equals(it.status())).orElse(false);
  }

  /**
   * Empty for what somebody else has written there: it must not keep all others from being read.
   */
  private static Optional<Instant> time(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
