package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.testing.BranchedSample;
import dev.schemamigration.testing.RealPsql;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import dev.schemamigration.testing.TrackingRows;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The script of a command, run by psql, does what the command does over a connection. */
class OfflineCommandsPgTest {
  @TempDir Path folder;

  private final TestDatabase online = TestPostgres.newest().createDatabase();
  private final TestDatabase offline = TestPostgres.newest().createDatabase();

  private CommandLineFixture connected() {
    return new CommandLineFixture(folder).on(online);
  }

  /** No database is named, so none can be connected to. */
  private CommandLineFixture terminal() {
    return new CommandLineFixture(folder);
  }

  static Stream<TestPostgres> servers() {
    return TestPostgres.supported();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void theBundledDirectoryGoesUpAndDown(TestPostgres server) {
    var over = server.createDatabase();
    var by = server.createDatabase();
    var source = "--source=bundled:spot-optimizer";
    var values =
        new String[] {"-P", "adminEmail=a'b\\c@example.com", "-P", "adminPasswordHash=$2b$12$:x"};

    succeed(new CommandLineFixture(folder).on(over).bare(with(values, "upgrade", "head", source)));
    RealPsql.run(by, script(terminal().bare(with(values, "upgrade", "head", "--sql", source))));
    same(over, by, false);

    succeed(
        new CommandLineFixture(folder).on(over).bare(with(values, "downgrade", "base", source)));
    RealPsql.run(
        by, script(terminal().bare(with(values, "downgrade", "head:base", "--sql", source))));
    same(over, by, true);
    server.drop(over);
    server.drop(by);
  }

  @Test
  void aBranchedHistoryGoesUpInTwoPartsAndDown() {
    BranchedSample.write(folder, 30);

    succeed(connected().run("upgrade", "r12"));
    RealPsql.run(offline, script(terminal().run("upgrade", "r12", "--sql")), "-v", "x=EVIL");
    same(online, offline, false);

    succeed(connected().run("upgrade", "heads"));
    RealPsql.run(offline, script(terminal().run("upgrade", "r12:heads", "--sql")), "-v", "x=EVIL");
    same(online, offline, false);

    succeed(connected().run("downgrade", "r05"));
    RealPsql.run(
        offline, script(terminal().run("downgrade", "heads:r05", "--sql")), "-v", "x=EVIL");
    same(online, offline, true);

    succeed(connected().run("downgrade", "base"));
    RealPsql.run(offline, script(terminal().run("downgrade", "r05,r26,r27:base", "--sql")));
    same(online, offline, true);
  }

  private static String[] with(String[] values, String... command) {
    return Stream.of(command, values).flatMap(Stream::of).toArray(String[]::new);
  }

  private static void succeed(Ended ended) {
    assertThat(ended.exitCode()).as(ended.err()).isZero();
  }

  private static String script(Ended ended) {
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    assertThat(ended.err()).isEmpty();
    return ended.out();
  }

  private static void same(TestDatabase online, TestDatabase offline, boolean undone) {
    var role = online.user();
    assertThat(SchemaSnapshot.of(offline)).isEqualTo(SchemaSnapshot.of(online));
    var rows = undone ? TrackingRows.withoutHashes(offline) : TrackingRows.of(offline);
    var expected = undone ? TrackingRows.withoutHashes(online) : TrackingRows.of(online);
    assertThat(rows.stream().map(it -> it.replace(offline.user(), role)))
        .containsExactlyElementsOf(expected);
  }
}
