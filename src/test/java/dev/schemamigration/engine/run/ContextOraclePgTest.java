package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RealLiquibase;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generated contexts and labels of changesets, properties, {@code modifySql} and whole changelogs
 * choose what they choose in Liquibase itself, and are recorded as Liquibase records them.
 */
class ContextOraclePgTest {
  private static final int CHANGESETS = 60;
  private static final List<String> NAMES = List.of("a", "b", "Prod", "my test");
  private static final List<ChangesetFilter> CHOSEN =
      List.of(
          ChangesetFilter.NONE,
          new ChangesetFilter(List.of("a"), ""),
          new ChangesetFilter(List.of("B", "prod"), ""),
          new ChangesetFilter(List.of("@a"), ""),
          new ChangesetFilter(List.of("@a", "b"), ""),
          new ChangesetFilter(List.of("my test"), "a"),
          new ChangesetFilter(List.of(), "a and !b"),
          new ChangesetFilter(List.of(), "not (a or prod)"),
          new ChangesetFilter(List.of(), "@a"),
          new ChangesetFilter(List.of("prod"), "a, @my test"),
          new ChangesetFilter(List.of("nobody's"), "!B"));
  private static final String ROWS =
      "SELECT id, md5sum, coalesce(contexts, '<null>'), coalesce(labels, '<null>'), exectype FROM %s.databasechangelog ORDER BY id";

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"1_x.sql", "1_x.yaml"})
  void theSameChangesetsRunAsInLiquibase(String name) {
    var file = name.endsWith(".sql") ? formatted() : yaml();
    for (var filter : CHOSEN) {
      var database = TestPostgres.newest().createDatabase();
      var theirs = RealLiquibase.in(folder, database);
      theirs.write(name, file);
      theirs.update(name, filter);
      var expected = database.rows(ROWS.formatted("public"));
      var tables = tables(database);
      database.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
      var fixture = new MigrationFixture(database);
      var report = fixture.migrate(with(fixture.request(Map.of(name, file), "head"), filter));
      assertThat(report.outcome())
          .as("seed %d, %s", seed, filter)
          .isInstanceOf(Outcome.Migrated.class);
      assertThat(database.rows(ROWS.formatted("schema_migration")))
          .as("seed %d, %s", seed, filter)
          .isEqualTo(expected);
      assertThat(tables(database)).as("seed %d, %s", seed, filter).isEqualTo(tables);
      var down = fixture.migrate(with(fixture.request(Map.of(name, file), "base"), filter));
      assertThat(down.outcome()).as("seed %d", seed).isInstanceOf(Outcome.Migrated.class);
      assertThat(tables(database)).as("seed %d, %s, undone", seed, filter).isEmpty();
    }
  }

  /** Each table of a changeset, with the value of the property that it was created with. */
  private static List<String> tables(TestDatabase database) {
    return database.rows(
        "SELECT c.relname, pg_catalog.obj_description(c.oid) FROM pg_catalog.pg_class c WHERE"
            + " c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname LIKE"
            + " 't%' ORDER BY 1");
  }

  private String formatted() {
    var properties =
        IntStream.range(0, 4)
            .mapToObj(
                it ->
                    "--property name:word value:w%d%s%s\n"
                        .formatted(
                            it,
                            random.nextBoolean() ? " contextFilter:\"" + expression() + "\"" : "",
                            random.nextBoolean() ? " labels:\"" + labels() + "\"" : ""))
            .collect(Collectors.joining());
    return "--liquibase formatted sql\n"
        + properties
        + "--property name:word value:last\n"
        + "--property name:word value:inContext contextFilter:a\n"
        + "--property name:word value:labelled labels:a\n"
        + IntStream.range(0, CHANGESETS)
            .mapToObj(
                it ->
                    """
                    --changeset ann:c%d%s%s
                    CREATE TABLE t%d ();
                    COMMENT ON TABLE t%d IS 'x${word}';
                    --rollback DROP TABLE t%d;
                    """
                        .formatted(
                            it,
                            random.nextInt(4) > 0
                                ? (random.nextBoolean() ? " context" : " contextFilter")
                                    + ":\""
                                    + expression()
                                    + "\""
                                : "",
                            random.nextInt(3) > 0 ? " labels:\"" + labels() + "\"" : "",
                            it,
                            it,
                            it))
            .collect(Collectors.joining());
  }

  private String yaml() {
    var properties =
        IntStream.range(0, 4)
            .mapToObj(
                it ->
                    "- property: {name: word, value: w%d%s%s}\n"
                        .formatted(
                            it,
                            random.nextBoolean() ? ", context: '" + expression() + "'" : "",
                            random.nextBoolean() ? ", labels: '" + labels() + "'" : ""))
            .collect(Collectors.joining());
    return "databaseChangeLog:\n"
        + (random.nextBoolean() ? "- contextFilter: '" + expression() + "'\n" : "")
        + properties
        + "- property: {name: word, value: last}\n"
        + "- property: {name: word, value: inContext, context: a}\n"
        + "- property: {name: word, value: labelled, labels: a}\n"
        + IntStream.range(0, CHANGESETS)
            .mapToObj(
                it ->
                    """
                    - changeSet:
                        id: c%d
                        author: ann%s%s%s
                        rollback: DROP TABLE t%d
                        changes:
                        - sql: {sql: "CREATE TABLE t%d ()"}
                        - sql: {sql: "COMMENT ON TABLE t%d IS 'x${word}'"}
                    """
                        .formatted(
                            it,
                            random.nextInt(4) > 0
                                ? "\n    context" + filterName() + ": '" + expression() + "'"
                                : "",
                            random.nextInt(3) > 0 ? "\n    labels: '" + labels() + "'" : "",
                            random.nextInt(4) == 0
                                ? "\n    modifySql: {contextFilter: '"
                                    + expression()
                                    + (random.nextBoolean() ? "', labels: '" + labels() : "")
                                    + "', replace: {replace: x, with: y}}"
                                : "",
                            it,
                            it,
                            it))
            .collect(Collectors.joining());
  }

  private String filterName() {
    return random.nextBoolean() ? "Filter" : "";
  }

  /** Up to three operands, with what Liquibase allows around them. */
  private String expression() {
    var first = operand();
    return switch (random.nextInt(5)) {
      case 0 -> first + " and " + operand();
      case 1 -> first + " or " + operand();
      case 2 -> first + ", " + operand();
      case 3 -> "!(" + first + " or " + operand() + ") and " + operand();
      default -> first;
    };
  }

  private String operand() {
    var name = NAMES.get(random.nextInt(NAMES.size()));
    return switch (random.nextInt(6)) {
      case 0 -> "@" + name;
      case 1 -> "!" + name;
      case 2 -> "not " + name;
      case 3 -> "(" + name + ")";
      default -> name;
    };
  }

  private String labels() {
    return IntStream.rangeClosed(0, random.nextInt(2))
        .mapToObj(it -> (random.nextInt(6) == 0 ? "@" : "") + NAMES.get(random.nextInt(4)))
        .collect(Collectors.joining(", "));
  }
}
