package dev.schemamigration.autogenerate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.engine.sql.ScriptStatement;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.schema.PairRoles;
import dev.schemamigration.schema.SchemaPair;
import dev.schemamigration.testing.RealPgDump;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated revisions lead from the schemas of a group of pairs to the other ones and back, by the
 * comparison and by pg_dump: each pair in a schema of its own, or by itself in the usual one.
 */
class SchemaPairsPgTest {
  private static final int GROUPS = 8;

  /** Every pair belongs to one group; its neighbours in the corpus are mostly in others. */
  static Stream<List<SchemaPair>> groups() {
    var together = pairs().filter(it -> !it.alone()).toList();
    return Stream.concat(
        pairs().filter(SchemaPair::alone).map(List::of),
        IntStream.range(0, GROUPS)
            .mapToObj(
                group ->
                    IntStream.range(0, together.size())
                        .filter(it -> it % GROUPS == group)
                        .mapToObj(together::get)
                        .map(SchemaPair::apart)
                        .toList()));
  }

  /** The library that writes the scripts reads no server below 14. */
  private static Stream<SchemaPair> pairs() {
    int version = TestPostgres.newest().majorVersion();
    return SchemaPair.all().stream().filter(it -> it.minServerVersion() <= version);
  }

  @ParameterizedTest
  @MethodSource("groups")
  void generatedRevisionsLeadToTheOtherSchemasAndBack(List<SchemaPair> pairs) {
    var server = TestPostgres.newest();
    var before = joined(pairs, SchemaPair::before);
    var empty = emptyDatabase(server);
    var was = with(server.cloneOf(empty), before);
    var wanted = with(server.cloneOf(empty), joined(pairs, SchemaPair::after));
    var work = server.cloneOf(empty);
    var bundle = ComparisonFixture.bundle(before);
    try (var fixture = new ComparisonFixture(empty)) {
      var renames = pairs.stream().flatMap(it -> it.renames().stream()).toList();
      var proposal =
          fixture.propose(bundle, new DesiredSchema.Database(wanted.settings()), renames);
      assertThat(proposal.unproved()).isEmpty();

      var grown = RevisionFiles.with(bundle, proposal.files());
      fixture.run(grown, work, new Goal.Upgrade("heads"));
      assertThat(dumped(work)).isEqualTo(dumped(wanted));
      fixture.run(grown, work, new Goal.Downgrade("001"));
      assertThat(dumped(work)).isEqualTo(dumped(was));
    }
    Stream.of(was, wanted, work, empty).forEach(server::drop);
  }

  static Stream<SchemaPair> refused() {
    return SchemaPair.refused().stream();
  }

  /** The page on this lists what is said. */
  @ParameterizedTest
  @MethodSource("refused")
  void whatCannotBeProvedIsNamed(SchemaPair pair) throws IOException {
    var database = emptyDatabase(TestPostgres.newest());
    try (var fixture = new ComparisonFixture(database)) {
      var proposal =
          fixture.propose(
              ComparisonFixture.bundle(pair.before()),
              new DesiredSchema.Script("desired", pair.after()),
              List.of());
      assertThat(pair.said())
          .isNotEmpty()
          .allSatisfy(said -> assertThat(proposal.unproved()).anyMatch(it -> it.contains(said)));
    }
    assertThat(Files.readString(Path.of("docs/autogenerate.md")))
        .contains(pair.said().stream().map(String::strip).toList());
  }

  /** Migrations run there, and schemas are compared. */
  @Test
  void onTheOldestServerTheRefusalSaysWhichVersionsHaveSqlWritten() {
    var server = TestPostgres.oldest();
    var before = ComparisonFixture.bundle("CREATE TABLE a (id int)");
    var after = new DesiredSchema.Script("desired", "CREATE TABLE a (id bigint)");
    try (var fixture = new ComparisonFixture(server.createDatabase().mayCreateDatabases())) {
      assertThat(fixture.compare(before, after))
          .extracting(it -> it.key().toString())
          .containsExactly("column public.a.id");
      assertThatThrownBy(() -> fixture.propose(before, after, List.of()))
          .isInstanceOf(ComparisonStopped.class)
          .hasMessageContaining(
              "SQL for a difference is written on servers of version 14 and newer, and this one has"
                  + " version %d. Migrations run on it, and check and drift compare on it; to have"
                  + " SQL written, name a newer server, or none, for the scratch databases",
              server.majorVersion());
    }
  }

  @Test
  void thereAreEnoughPairs() {
    assertThat(SchemaPair.all()).hasSizeGreaterThan(60);
  }

  private static String joined(List<SchemaPair> pairs, Function<SchemaPair, String> sql) {
    return pairs.stream().map(sql).collect(Collectors.joining("\n"));
  }

  private static TestDatabase emptyDatabase(TestPostgres server) {
    PairRoles.create(server);
    return server.createDatabase().mayCreateDatabases();
  }

  private static TestDatabase with(TestDatabase database, String sql) {
    database.execute(
        ScriptSplitter.split(sql, Delimiter.NONE).stream().map(ScriptStatement::text).toList());
    return database;
  }

  private static String dumped(TestDatabase database) {
    return String.join(
        ";\n", RealPgDump.statements(database, database.settings().trackingSchema()));
  }
}
