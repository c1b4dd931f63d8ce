package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A linear history of mixed revisions on one server, and the schema at each of them after an
 * undisturbed run: what a disturbed one is compared with.
 *
 * @param texts of the revision files, oldest first
 * @param databases in which so many revisions have been applied, by number
 * @param schemas pictures of their schemas, by number
 */
record ReferenceHistory(
    TestPostgres server,
    Bundle bundle,
    List<String> texts,
    Map<Integer, TestDatabase> databases,
    Map<Integer, List<String>> schemas) {

  /** {@code count} revisions, of which the state at each is known. */
  static ReferenceHistory of(int count, TestPostgres server) {
    return through(count, server, IntStream.rangeClosed(1, count));
  }

  /** {@code count} revisions, of which only the states at base and head are known. */
  static ReferenceHistory ofEndpoints(int count, TestPostgres server) {
    return through(count, server, IntStream.of(count));
  }

  /** Upgrades undisturbed, and keeps the state at each of {@code stops}. */
  private static ReferenceHistory through(int count, TestPostgres server, IntStream stops) {
    var bundle = MixedRevisions.of(count, server);
    var databases = new TreeMap<Integer, TestDatabase>();
    databases.put(0, server.createDatabase());
    ExecutionLog.createIn(databases.get(0));
    stops.forEach(
        stop -> {
          var database = server.cloneOf(databases.lastEntry().getValue());
          assertThat(new MigrationRun(bundle, database).migrateTo(target(stop)).fault()).isEmpty();
          databases.put(stop, database);
        });
    var schemas = new TreeMap<Integer, List<String>>();
    databases.forEach((stop, database) -> schemas.put(stop, SchemaSnapshot.of(database)));
    var texts = List.copyOf(MixedRevisions.texts(count, server).values());
    return new ReferenceHistory(server, bundle, texts, Map.copyOf(databases), Map.copyOf(schemas));
  }

  int length() {
    return texts.size();
  }

  /** The target that means {@code applied} revisions. */
  static String target(int applied) {
    return applied == 0 ? "base" : MixedRevisions.id(applied);
  }

  /** A new database in which so many revisions have been applied. */
  TestDatabase database(int applied) {
    return server.cloneOf(Objects.requireNonNull(databases.get(applied)));
  }

  /** Requires that {@code database} is in the state that an undisturbed run leaves. */
  void requireReferenceState(TestDatabase database, int applied, String context) {
    assertThat(SchemaSnapshot.of(database))
        .as("%s: schema at %s", context, target(applied))
        .containsExactlyElementsOf(Objects.requireNonNull(schemas.get(applied)));
    new TrackingRecords(database).requireApplied(applied, texts, context);
    new ExecutionLog(database).requireEachOnce(context);
  }
}
