package dev.schemamigration.bench;

import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.Tenant;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * So many resources of one namespace, each with a database and a Secret of its own, which share a
 * ConfigMap of revisions.
 */
final class Fleet implements AutoCloseable {
  static final String OPERATOR = "scale";
  static final String SINGLE = "single";

  private static final int CLIENTS = 4;
  private static final int ATTEMPTS = 10;
  private static final Map<String, String> SERVER =
      Map.of(
          "max_connections", "300",
          "shared_buffers", "64MB",
          "max_locks_per_transaction", "64",
          // A thousand databases keep its launcher busy with nothing to clean up.
          "autovacuum", "off");

  private final int size;
  private final TestPostgres server = TestPostgres.with(SERVER);
  private final TestDatabase template;
  private final Tenant tenant;
  private final FleetWatch watch;

  /**
   * Makes the databases, the Secrets and the ConfigMap, but no resource.
   *
   * @param revisions in the ConfigMap
   */
  Fleet(Cluster cluster, int size, int revisions) {
    this.size = size;
    template = server.createDatabase();
    tenant = cluster.tenant(template);
    watch = new FleetWatch(cluster.client(), tenant.namespace());
    each(
        number ->
            tenant.secret(
                "db-" + number, Map.of("DATABASE_URL", server.cloneOf(template).libpqUrl())));
    revisions(revisions);
  }

  /** Puts the first so many revisions into the ConfigMap that all resources share. */
  void revisions(int count) {
    tenant.configMap("migrations", files(count));
  }

  /** One more resource, with a database, a Secret and a ConfigMap that no other one uses. */
  void single(String interval, int revisions) {
    tenant.secret("db-" + SINGLE, Map.of("DATABASE_URL", server.cloneOf(template).libpqUrl()));
    singleRevisions(revisions);
    tenant.apply(SINGLE, Map.of("operator", OPERATOR), spec(interval, "db-" + SINGLE, SINGLE));
  }

  /** Puts the first so many revisions into the ConfigMap of the single resource. */
  void singleRevisions(int count) {
    tenant.configMap(SINGLE, files(count));
  }

  void deleteSingle() {
    tenant.delete(SINGLE);
  }

  private static Map<String, String> files(int count) {
    var files = new TreeMap<String, String>();
    for (int number = 1; number <= count; number++) {
      files.put(
          "%03d_table.sql".formatted(number),
          Changelogs.file(
              "r" + number,
              number == 1 ? "" : "r" + (number - 1),
              "CREATE TABLE t%d (id int PRIMARY KEY, name text NOT NULL);".formatted(number),
              "DROP TABLE t%d;".formatted(number)));
    }
    return files;
  }

  /** Applies the resources. */
  void resources(String interval) {
    each(
        number ->
            tenant.apply(
                name(number),
                Map.of("operator", OPERATOR),
                spec(interval, "db-" + number, "migrations")));
  }

  private static String spec(String interval, String secret, String configMap) {
    return """
    interval: %s
    database: {secretRef: {name: %s}}
    source: {configMaps: [{name: %s}]}
    """
        .formatted(interval, secret, configMap);
  }

  /** Declares a target of every resource. */
  void target(String target) {
    each(number -> tenant.patch(name(number), "{\"spec\":{\"target\":\"%s\"}}".formatted(target)));
  }

  /** Deletes every resource. */
  void deleteResources() {
    each(number -> tenant.delete(name(number)));
  }

  /** What {@link #plainWrites} will write: their statuses, with another value in one field. */
  List<GenericKubernetesResource> plainStatuses() {
    return tenant.resources().stream().map(Fleet::plainStatus).toList();
  }

  private static GenericKubernetesResource plainStatus(GenericKubernetesResource stored) {
    var applied = new GenericKubernetesResource();
    applied.setApiVersion(stored.getApiVersion());
    applied.setKind(stored.getKind());
    applied.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(stored.getMetadata().getNamespace())
            .withName(stored.getMetadata().getName())
            .build());
    var status = new TreeMap<String, Object>(stored.<Map<String, Object>>get("status"));
    status.put("lastHandledReconcileAt", "plain");
    applied.setAdditionalProperty("status", status);
    return applied;
  }

  /** Applies statuses as the operator does, by clients that do nothing else. */
  void plainWrites(List<GenericKubernetesResource> statuses) {
    each(number -> tenant.applyStatus(statuses.get(number)));
  }

  /** Requests a look at every resource. */
  void request(String token) {
    each(number -> tenant.requestReconcile(name(number), token));
  }

  /** Sessions that the databases have had; a session counts once it has ended. */
  long sessions() {
    return Long.parseLong(
        server
            .administrator("postgres")
            .one("SELECT sum(sessions)::bigint FROM pg_stat_database WHERE datname LIKE 'test%'"));
  }

  /** How many databases have had more than so many sessions. */
  int databasesWithMoreThan(Map<String, Long> sessions) {
    return (int)
        sessionsByDatabase().entrySet().stream()
            .filter(it -> it.getValue() > sessions.getOrDefault(it.getKey(), 0L))
            .count();
  }

  Map<String, Long> sessionsByDatabase() {
    var sessions = new TreeMap<String, Long>();
    server
        .administrator("postgres")
        .rows("SELECT datname, sessions FROM pg_stat_database WHERE datname LIKE 'test%'")
        .forEach(row -> sessions.put(row.split("\t")[0], Long.parseLong(row.split("\t")[1])));
    return sessions;
  }

  int size() {
    return size;
  }

  FleetWatch watch() {
    return watch;
  }

  @Override
  public void close() {
    watch.close();
    server.stop();
  }

  private static String name(int number) {
    return "app-" + number;
  }

  private void each(IntConsumer action) {
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      var all = new ArrayList<Future<?>>();
      IntStream.range(0, size)
          .forEach(it -> all.add(clients.submit(() -> untilAnswered(action, it))));
      for (var one : all) {
        one.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Repeats what an API server that is too busy has not answered in time. */
  private static void untilAnswered(IntConsumer action, int number) {
    for (int attempt = 1; ; attempt++) {
      try {
        action.accept(number);
        return;
      } catch (KubernetesClientException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
