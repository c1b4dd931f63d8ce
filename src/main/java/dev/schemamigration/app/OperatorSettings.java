package dev.schemamigration.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the operator. Each can be given as an environment variable: {@code workers} is {@code
 * SCHEMA_MIGRATION_WORKERS}.
 */
@ConfigMapping(prefix = "schema-migration")
public interface OperatorSettings {

  /**
   * URL of the database of resources that name none; {@code DATABASE_URL} in the environment. When
   * it is absent such resources are refused.
   */
  Optional<String> databaseUrl();

  /**
   * Namespaces whose resources may use {@code DATABASE_URL}, separated by commas, besides the one
   * in which the operator itself runs ({@code POD_NAMESPACE}). Whoever may write a resource there
   * runs SQL with that login.
   */
  Optional<List<String>> databaseNamespaces();

  /** Namespaces whose resources are governed, separated by commas; all when absent. */
  Optional<String> watchNamespaces();

  /** Label selector of the resources that are governed; all when absent. */
  Optional<String> selector();

  /**
   * How many databases are migrated at the same time. A migration that waits for its server or for
   * a lock, or has been under way for a second, gives its place to another: up to 256 may be under
   * way.
   */
  @WithDefault("8")
  int workers();

  /** How many databases are inspected at the same time; the same holds for those that take long. */
  @WithDefault("32")
  int looks();

  /**
   * How many inspections, and how many migrations, may be under way on one server. Of these, as of
   * the 256 in all, a namespace gets no more than is left for the others.
   */
  @WithDefault("16")
  int perServer();

  /**
   * How long a statement in flight may still take when its run is cancelled: the resource was
   * changed, suspended or deleted, or the operator shuts down. Less than the pod's termination
   * grace period.
   */
  @WithDefault("25s")
  Duration grace();

  /** How long a database server may take to answer before it counts as unreachable. */
  @WithDefault("10s")
  Duration connectTimeout();

  /** The first retry delay; delays double up to the longest. */
  @WithDefault("1s")
  Duration firstRetry();

  /** The longest retry delay. */
  @WithDefault("30s")
  Duration longestRetry();

  /**
   * Whether several replicas elect a leader, by a Lease in their namespace. Without it only one
   * replica may run.
   */
  @WithDefault("false")
  boolean leaderElection();

  /**
   * Name of that Lease: replicas with the same one elect one leader among them. The releases of a
   * namespace have one each.
   */
  @WithDefault("schema-migration-operator")
  String leaseName();

  /** A standby takes the lease when it was last renewed so long ago; whole seconds. */
  @WithDefault("10s")
  Duration leaseDuration();

  /**
   * The leader gives up when it last renewed the lease so long ago; at least a second less than the
   * duration, and more than the clocks of two machines differ.
   */
  @WithDefault("7s")
  Duration leaseRenewDeadline();

  /** How often the lease is renewed, or tried; at most a third of the renew deadline. */
  @WithDefault("1s")
  Duration leaseRetryPeriod();

  /**
   * Where the operator itself runs: the namespace of the Lease, and the one that may use {@code
   * DATABASE_URL}; {@code POD_NAMESPACE}.
   */
  Optional<String> podNamespace();

  /** Whether each line of the log is a JSON object. */
  @WithDefault("false")
  boolean logJson();
}
