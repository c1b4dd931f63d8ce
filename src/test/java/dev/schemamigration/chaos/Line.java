package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.SchemaPicture;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A line of mixed revisions on one server, and what an undisturbed run makes of the schema at each
 * of them.
 *
 * @param texts of the revision files, oldest first
 * @param places databases in which so many revisions have been applied, by number
 * @param pictures of their schemas
 */
record Line(
    TestPostgres server,
    Bundle bundle,
    List<String> texts,
    Map<Integer, TestDatabase> places,
    Map<Integer, List<String>> pictures) {

  /** {@code count} revisions, of which every place is known. */
  static Line of(int count, TestPostgres server) {
    return through(count, server, IntStream.rangeClosed(1, count));
  }

  /** {@code count} revisions, of which only base and head are known. */
  static Line betweenTheEndsOf(int count, TestPostgres server) {
    return through(count, server, IntStream.of(count));
  }

  /** Goes up undisturbed, and looks at each of {@code stops}. */
  private static Line through(int count, TestPostgres server, IntStream stops) {
    var bundle = MixedRevisions.of(count, server);
    var places = new TreeMap<Integer, TestDatabase>();
    places.put(0, server.createDatabase());
    Ledger.in(places.get(0));
    stops.forEach(
        stop -> {
          var database = server.cloneOf(places.lastEntry().getValue());
          assertThat(new Pass(bundle, database).to(target(stop)).fault()).isEmpty();
          places.put(stop, database);
        });
    var pictures = new TreeMap<Integer, List<String>>();
    places.forEach((stop, database) -> pictures.put(stop, SchemaPicture.of(database)));
    var texts = List.copyOf(MixedRevisions.texts(count, server).values());
    return new Line(server, bundle, texts, Map.copyOf(places), Map.copyOf(pictures));
  }

  int length() {
    return texts.size();
  }

  /** What stands for {@code applied} revisions in {@code spec.target}. */
  static String target(int applied) {
    return applied == 0 ? "base" : MixedRevisions.id(applied);
  }

  /** A new database in which so many revisions have been applied. */
  TestDatabase database(int applied) {
    return server.cloneOf(Objects.requireNonNull(places.get(applied)));
  }

  /** Requires that {@code database} is as an undisturbed run would have left it. */
  void requireUnscathed(TestDatabase database, int applied, String context) {
    assertThat(SchemaPicture.of(database))
        .as("%s: schema at %s", context, target(applied))
        .containsExactlyElementsOf(Objects.requireNonNull(pictures.get(applied)));
    new Books(database).requireStandingAt(applied, texts, context);
    new Ledger(database).requireEachOnce(context);
  }
}
