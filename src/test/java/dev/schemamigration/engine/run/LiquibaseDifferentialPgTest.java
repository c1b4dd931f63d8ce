package dev.schemamigration.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RealLiquibase;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Changelogs of every format, run by Liquibase itself and here, up and down: what they make, the
 * data in it and the changelog rows are the same, but for the differences that are documented.
 */
class LiquibaseDifferentialPgTest {
  private static final String ROWS =
      "SELECT filename, id, author, exectype, md5sum, description, comments, contexts, labels"
          + " FROM %s.databasechangelog ORDER BY orderexecuted";

  @Test
  void theSameChangelogsDoTheSameUpAndDown() throws IOException {
    var folder = folder("same");
    var theirs = TestPostgres.newest().createDatabase();
    var ours = new MigrationFixture(TestPostgres.newest().createDatabase());
    var liquibase = RealLiquibase.in(folder, theirs);

    var counts = new LinkedHashMap<String, Integer>();
    for (var changelog : changelogs(folder)) {
      int before = count(theirs);
      liquibase.update(changelog);
      counts.put(changelog, count(theirs) - before);
    }
    assertThat(ours.migrate(files(folder), "head").fault()).isEmpty();

    assertThat(difference(picture(ours.database), picture(theirs))).isEmpty();
    assertThat(
            difference(
                ours.database.rows(ROWS.formatted("schema_migration")),
                theirs.rows(ROWS.formatted("public"))))
        .isEmpty();

    for (var changelog : List.copyOf(counts.keySet()).reversed()) {
      liquibase.undo(changelog, counts.get(changelog));
    }
    assertThat(ours.migrate(files(folder), "base").fault()).isEmpty();

    assertThat(picture(ours.database)).isEmpty();
    assertThat(picture(theirs)).isEmpty();
    assertThat(count(theirs)).isZero();
    assertThat(ours.database.rows(ROWS.formatted("schema_migration"))).isEmpty();
  }

  /**
   * Every file of {@code different} has its row in the table, with what comes of it there and here,
   * and no row is without its file or without a difference.
   */
  @Test
  void theDifferencesAreThoseOfTheTable() throws IOException {
    var folder = folder("different");
    var theirs = TestPostgres.newest().createDatabase();
    var ours = new MigrationFixture(TestPostgres.newest().createDatabase());

    var outcomes = new TreeMap<String, String>();
    for (var changelog : changelogs(folder)) {
      List.of(theirs, ours.database).forEach(LiquibaseDifferentialPgTest::empty);
      outcomes.put(changelog, outcome(folder, changelog, theirs, ours));
    }

    assertThat(outcomes).isEqualTo(documented());
    assertThat(outcomes.values()).noneMatch(it -> it.replace(" | ", "=").matches("(.*)=\\1"));
  }

  /** What comes of a changelog: Liquibase's outcome and the one here. */
  private static String outcome(
      Path folder, String changelog, TestDatabase theirs, MigrationFixture ours)
      throws IOException {
    var liquibase = RealLiquibase.in(folder, theirs);
    var files = files(folder);
    files.keySet().removeIf(it -> !it.equals(changelog) && !it.contains("/"));
    boolean failed = liquibase.attempt(changelog).isPresent();
    var up = fault(() -> ours.migrate(files, "head"));
    boolean same =
        failed
            || up.isPresent()
            || state(ours.database, "schema_migration").equals(state(theirs, "public"));
    boolean stuck = !failed && liquibase.attemptUndo(changelog, count(theirs)).isPresent();
    var down = up.isPresent() ? up : fault(() -> ours.migrate(files, "base"));
    boolean sameAfter = picture(ours.database).equals(picture(theirs));
    var there = failed ? "fails" : "applied; " + (stuck ? "not undone" : "undone");
    var here =
        up.orElseGet(
            () ->
                "applied"
                    + (same ? "" : " otherwise")
                    + "; "
                    + down.orElse(failed || stuck || sameAfter ? "undone" : "undone otherwise"));
    return there + " | " + here;
  }

  /** The reason that stopped a pass; a source that cannot be read never comes to one. */
  private static Optional<String> fault(Supplier<Report> pass) {
    try {
      return pass.get().fault().map(it -> it.reason().name());
    } catch (SourceException e) {
      return Optional.of("InvalidSource");
    }
  }

  private static List<String> state(TestDatabase database, String schema) {
    var state = picture(database);
    if (!database.one("SELECT to_regclass('" + schema + ".databasechangelog')").isEmpty()) {
      state.addAll(
          database.rows("SELECT id, exectype, md5sum FROM " + schema + ".databasechangelog"));
    }
    return state;
  }

  private static void empty(TestDatabase database) {
    database.execute(
        "DROP SCHEMA IF EXISTS schema_migration CASCADE",
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public");
  }

  /** The outcomes as the table has them, by file. */
  private static Map<String, String> documented() throws IOException {
    var outcomes = new TreeMap<String, String>();
    for (var line : Files.readAllLines(Path.of("docs/liquibase-differences.md"))) {
      var cells = line.split(" \\| ");
      if (cells.length == 4 && cells[0].startsWith("| `")) {
        outcomes.put(
            cells[0].substring(3, cells[0].length() - 1),
            cells[2] + " | " + cells[3].replaceFirst(" \\|$", ""));
      }
    }
    return outcomes;
  }

  /** The lines that only one of them has, in order, and those at other places. */
  private static List<String> difference(List<String> here, List<String> there) {
    var difference = new ArrayList<String>();
    here.stream().filter(it -> !there.contains(it)).forEach(it -> difference.add("here: " + it));
    there.stream().filter(it -> !here.contains(it)).forEach(it -> difference.add("there: " + it));
    if (difference.isEmpty() && !here.equals(there)) {
      difference.add("another order: " + here + " and " + there);
    }
    return difference;
  }

  private static int count(TestDatabase database) {
    return database.one("SELECT to_regclass('public.databasechangelog')").isEmpty()
        ? 0
        : Integer.parseInt(database.one("SELECT count(*) FROM public.databasechangelog"));
  }

  /** The schema and the data of every table, without Liquibase's own. */
  private static List<String> picture(TestDatabase database) {
    var picture = new ArrayList<>(SchemaSnapshot.of(database));
    for (var table :
        database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
      database
          .rows("SELECT to_jsonb(t) FROM public.\"" + table + "\" t ORDER BY 1")
          .forEach(row -> picture.add(table + ": " + row));
    }
    picture.removeIf(it -> it.contains("databasechangelog"));
    return picture;
  }

  private static Path folder(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(
                  LiquibaseDifferentialPgTest.class.getResource("/liquibase-differential/" + name))
              .toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> changelogs(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(it -> it.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private static Map<String, String> files(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var all = Files.walk(folder)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }
}
