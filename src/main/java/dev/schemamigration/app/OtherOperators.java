package dev.schemamigration.app;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.operator.ResourceHandlers;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Leaves those resources alone that another operator handles, as long as its Lease is held and its
 * scope includes them. Two operators on the same resources, by mistake or while one replaces the
 * other, so do not overwrite each other's statuses; a resource that is moved from one to the other
 * by its label is handed over at once.
 */
final class OtherOperators implements ResourceHandlers {
  private static final Logger LOG = System.getLogger(OtherOperators.class.getName());
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final Pattern OPERATOR =
      Pattern.compile("([a-z0-9][-a-z0-9]{0,62})/([a-z0-9][-a-z0-9.]{0,252})");

  private final LeaderLease own;
  private final KubernetesClient client;
  private final InstantSource clock;
  private final Map<String, Known> known = new HashMap<>();
  private final Map<ResourceID, Left> left = new HashMap<>();

  OtherOperators(LeaderLease own, KubernetesClient client, InstantSource clock) {
    this.own = own;
    this.client = client;
    this.clock = clock;
  }

  @Override
  public String self() {
    return own.qualifiedName();
  }

  @Override
  public boolean isLeftToAnother(SchemaMigration resource) {
    var other =
        Optional.ofNullable(resource.getStatus())
            .flatMap(status -> Optional.ofNullable(status.operator()))
            .filter(operator -> !operator.equals(self()) && handles(operator, resource))
            .map(operator -> new Left(operator, known(operator).readable()));
    note(resource, other);
    return other.isPresent();
  }

  @Override
  public synchronized boolean isLeft(SchemaMigration resource) {
    var known = left.get(ResourceID.fromResource(resource));
    return known != null && known.certain();
  }

  @Override
  public synchronized void forget(SchemaMigration resource) {
    left.remove(ResourceID.fromResource(resource));
  }

  private synchronized void note(SchemaMigration resource, Optional<Left> other) {
    var id = ResourceID.fromResource(resource);
    if (other.isEmpty()) {
      left.remove(id);
      return;
    }
    var operator = other.get().operator();
    if (left.values().stream().noneMatch(it -> it.operator().equals(operator))) {
      LOG.log(
          Level.WARNING,
          "the operator with the lease {0} handles resources that this one looks at too, such as"
              + " {1}: this one leaves them to it; keep apart what the two look at, by"
              + " SCHEMA_MIGRATION_WATCH_NAMESPACES or SCHEMA_MIGRATION_SELECTOR",
          operator,
          resource.qualifiedName());
    }
    left.put(id, other.get());
  }

  /** How many resources are left to others. */
  synchronized int left() {
    return left.size();
  }

  /** The operators to which they are left. */
  synchronized SortedSet<String> others() {
    return left.values().stream()
        .map(Left::operator)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private boolean handles(String operator, SchemaMigration resource) {
    var scope = known(operator).scope();
    try {
      return scope.isPresent() && scope.get().includes(resource, client);
    } catch (KubernetesClientException e) {
      return true;
    }
  }

  /** Many resources name the same operator: its Lease is read once in a while. */
  private Known known(String operator) {
    synchronized (known) {
      var now = clock.instant();
      var before = known.get(operator);
      if (before == null || !now.isBefore(before.until())) {
        before = known(operator, now, before == null || before.readable());
        known.put(operator, before);
      }
      return before;
    }
  }

  /**
   * The scope of an operator whose lease is held; a lease that cannot be read may be held.
   *
   * @param readable whether it could be read before, else it has been said that it cannot
   */
  private Known known(String operator, Instant now, boolean readable) {
    var until = now.plus(KEPT);
    var name = OPERATOR.matcher(operator);
    if (!name.matches()) {
      return new Known(Optional.empty(), true, until);
    }
    try {
      var lease = client.leases().inNamespace(name.group(1)).withName(name.group(2)).get();
      var scope =
          Optional.ofNullable(lease).filter(it -> LeaseScope.isHeld(it, now)).map(LeaseScope::of);
      return new Known(scope, true, until);
    } catch (KubernetesClientException e) {
      if (readable) {
        LOG.log(
            Level.INFO,
            "the lease {0} could not be read, and is taken for held: {1}",
            operator,
            e.getMessage());
      }
      return new Known(Optional.of(LeaseScope.EVERYTHING), false, until);
    }
  }

  /**
   * @param certain whether the Lease of that operator could be read; else it may be gone
   */
  private record Left(String operator, boolean certain) {}

  private record Known(Optional<LeaseScope> scope, boolean readable, Instant until) {}
}
