package dev.schemamigration.cli.cluster;

import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.crd.v1alpha1.Condition;
import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.migration.reason.Reason;
import java.time.Instant;
import java.util.Objects;

/** One resource of a cluster, to look at and to change as docs/reference.md describes. */
public final class ClusterResource implements AutoCloseable {
  private final ResourceClient client;

  /**
   * @throws FailureException when no cluster is named
   */
  public ClusterResource(ClusterOptions options, String name) {
    client = new ResourceClient(options, name);
  }

  /** For messages. */
  public String described() {
    return client.described();
  }

  /**
   * Its status, and what to do next.
   *
   * @param program what the user calls this program
   */
  public ResourceListing show(String program) {
    return ResourceListing.of(client.described(), read(), program);
  }

  /** Sets {@code spec.suspend}. */
  public void suspend(boolean suspend) {
    change("{\"spec\":{\"suspend\":%s}}".formatted(suspend));
  }

  /** Requests a look now, which lets a stalled migration try once more. */
  public void requestReconcile(Instant now) {
    change(
        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
            .formatted(SchemaMigration.REQUESTED_AT, now));
  }

  /**
   * Approves the plan that waits for it, as long as the resource is still what was looked at.
   *
   * @return the hash of the plan
   * @throws FailureException when none waits
   */
  public String approve() {
    var resource = read();
    var status = resource.statusOrNone();
    var ready = status.condition("Ready");
    var plan = status.plan();
    if (status.observedGeneration() != resource.generation()
        || plan == null
        || ready.map(Condition::reason).filter(Reason.ApprovalRequired.name()::equals).isEmpty()) {
      throw new FailureException(
          new Failure(
              ExitCode.FAILED,
              "NothingToApprove",
              "no plan of "
                  + described()
                  + " waits for an approval: "
                  + StatusReadiness.stale(described(), resource, status)
                      .or(() -> ready.map(it -> "Ready is " + it.status() + ", " + it.reason()))
                      .orElse("it has no status")));
    }
    change(
        "{\"metadata\":{\"resourceVersion\":\"%s\"},\"spec\":{\"approvedPlan\":\"%s\"}}"
            .formatted(resource.getMetadata().getResourceVersion(), plan.hash()));
    return Objects.requireNonNull(plan.hash());
  }

  private SchemaMigration read() {
    return found(client.read(), "read");
  }

  private void change(String json) {
    found(client.patch(json), "changed");
  }

  private SchemaMigration found(Answer answer, String what) {
    return switch (answer) {
      case Answer.Found found -> found.resource();
      case Answer.NotNow notNow -> throw failure(notNow.reason(), what, notNow.why());
      case Answer.Never never -> throw failure(never.reason(), what, never.why());
    };
  }

  private FailureException failure(String reason, String what, String why) {
    return new FailureException(
        new Failure(ExitCode.FAILED, reason, described() + " cannot be " + what + ": " + why));
  }

  @Override
  public void close() {
    client.close();
  }
}
