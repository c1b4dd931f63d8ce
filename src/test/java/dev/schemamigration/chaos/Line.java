package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.SchemaPicture;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of mixed revisions on one server, and what an undisturbed run makes of the schema at each
 * of them.
 *
 * @param texts of the revision files, oldest first
 * @param places databases at each of them, and so many revisions after none
 * @param pictures of their schemas
 */
record Line(
    TestPostgres server,
    Bundle bundle,
    List<String> texts,
    List<TestDatabase> places,
    List<List<String>> pictures) {

  /** Goes up {@code count} revisions one by one, and looks after each. */
  static Line of(int count, TestPostgres server) {
    var bundle = MixedRevisions.of(count, server);
    var places = new ArrayList<TestDatabase>();
    var pictures = new ArrayList<List<String>>();
    places.add(server.createDatabase());
    Ledger.in(places.getLast());
    pictures.add(SchemaPicture.of(places.getLast()));
    for (int i = 1; i <= count; i++) {
      places.add(server.cloneOf(places.getLast()));
      assertThat(new Pass(bundle, places.getLast()).to(target(i)).fault()).isEmpty();
      pictures.add(SchemaPicture.of(places.getLast()));
    }
    var texts = List.copyOf(MixedRevisions.texts(count, server).values());
    return new Line(server, bundle, texts, List.copyOf(places), List.copyOf(pictures));
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
    return server.cloneOf(places.get(applied));
  }

  /** Requires that {@code database} is as an undisturbed run would have left it. */
  void requireUnscathed(TestDatabase database, int applied, String context) {
    assertThat(SchemaPicture.of(database))
        .as("%s: schema at %s", context, target(applied))
        .containsExactlyElementsOf(pictures.get(applied));
    new Books(database).requireStandingAt(applied, texts, context);
    new Ledger(database).requireEachOnce(context);
  }
}
