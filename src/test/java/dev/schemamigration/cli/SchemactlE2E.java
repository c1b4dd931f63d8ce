package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, started by its launcher. */
class SchemactlE2E {
  @TempDir Path folder;
  @TempDir Path outputs;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private final List<Process> started = new ArrayList<>();

  /** A command that runs. */
  private record Running(Process process, Path outFile, Path errFile) {
    String err() {
      return text(errFile);
    }

    String out() {
      return text(outFile);
    }

    int end() throws InterruptedException {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(err()).isTrue();
      return process.exitValue();
    }
  }

  @AfterEach
  void endWhatAFailedTestLeft() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void noArgumentsPrintTheHelpAndStartNoOperator() throws Exception {
    var bare = start();

    assertThat(bare.end()).as(bare.err()).isZero();
    assertThat(bare.out()).startsWith("Usage: schemactl ");
    assertThat(bare.err()).isEmpty();
  }

  @Test
  void headsNeedsNoDatabaseAndNoQuarkus() throws Exception {
    var heads = start("heads", "--source", "bundled:spot-optimizer");

    assertThat(heads.end()).as(heads.err()).isZero();
    assertThat(heads.out()).isEqualTo("002 (head)\n");
    assertThat(heads.err()).isEmpty();
  }

  @Test
  void theBundledDirectoryRunsOnAThrowAwayPostgres() throws Exception {
    var upgrade = start("upgrade", "head", "--source", "bundled:spot-optimizer", "--embedded");

    assertThat(upgrade.end()).as(upgrade.err()).isZero();
    assertThat(upgrade.out()).isEmpty();
    assertThat(upgrade.err())
        .isEqualTo(
            """
            Running upgrade  -> 001, Initial schema: 13 tables, 12 enums.
            Running upgrade 001 -> 002, Seed data: the default administrator and four node templates.
            The database stands at 002.
            """);
  }

  @Test
  void whatTheReadmeShowsIsWhatIsPrinted() throws Exception {
    var shown =
        Files.readString(Path.of("README.md")).replaceAll("(?s).*?```console\n(.*?)```.*", "$1");
    var printed = new StringBuilder();
    for (var line : shown.lines().filter(it -> it.startsWith("$ bin/schemactl ")).toList()) {
      var command = start(line.substring("$ bin/schemactl ".length()).split(" "));
      assertThat(command.end()).as(command.err()).isZero();
      printed.append(line).append('\n').append(command.out()).append(command.err());
    }

    assertThat(printed).hasToString(shown);
  }

  @Test
  void anInstallationWithoutTheEmbeddedServerSaysSo() throws Exception {
    var app = Path.of("target/quarkus-app");
    var copy = folder.resolve("app");
    try (var files = Files.walk(app)) {
      for (var file : files.toList()) {
        if (!file.getFileName().toString().startsWith("io.zonky.")) {
          Files.copy(file, copy.resolve(app.relativize(file).toString()));
        }
      }
    }

    var scratch = Files.createDirectory(folder.resolve("scratch"));
    var upgrade =
        run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + scratch,
                "-jar",
                copy.resolve("quarkus-run.jar").toString(),
                "upgrade",
                "head",
                "--embedded",
                "--source=bundled:spot-optimizer"));

    assertThat(upgrade.end()).isEqualTo(2);
    assertThat(upgrade.err())
        .isEqualTo(
            "schemactl: --embedded: this installation has no embedded Postgres; name a database\n");
    assertThat(scratch).isEmptyDirectory();
  }

  @RepeatedTest(3)
  void twoClientsThatRaceRunEachRevisionOnce() throws Exception {
    for (int i = 1; i <= 5; i++) {
      revision(i, "CREATE TABLE t_" + i + " AS SELECT pg_sleep(0.2)::text;");
    }

    var racers = List.of(start(onFolder("upgrade", "head")), start(onFolder("upgrade", "head")));

    for (var racer : racers) {
      assertThat(racer.end()).as(racer.err()).isZero();
      assertThat(racer.err()).endsWith(" database stands at 5.\n");
    }
    assertThat(racers.stream().filter(it -> it.err().contains("Nothing to do: "))).hasSize(1);
    assertThat(
            database.rows(
                """
                SELECT revision, count(*) FROM schema_migration.revision_journal
                WHERE event = 'APPLIED' GROUP BY revision ORDER BY revision"""))
        .containsExactly("1\t1", "2\t1", "3\t1", "4\t1", "5\t1");
  }

  @Test
  void anInterruptedRunSaysWhereItStoppedAndGoesOnLater() throws Exception {
    revision(1, "CREATE TABLE t_1 (id int);");
    revision(
        2,
        "CREATE TABLE t_2 AS SELECT pg_sleep(CASE WHEN to_regclass('quick') IS NULL"
            + " THEN 600 ELSE 0 END)::text;");
    var upgrade = start(onFolder("upgrade", "head"));
    awaitStatement("%pg_sleep%");

    var interrupted = Instant.now();
    upgrade.process().destroy();

    assertThat(upgrade.end()).isEqualTo(143);
    assertThat(Duration.between(interrupted, Instant.now())).isLessThan(Duration.ofSeconds(15));
    assertThat(upgrade.err())
        .contains("schemactl: stopped at upgrade of revision 2")
        .contains("interrupted; run again to go on\n")
        .endsWith("The database stands at 1.\n");
    assertThat(database.one("SELECT to_regclass('t_2')")).isEmpty();
    database.execute("CREATE TABLE quick ()");
    var again = start(onFolder("upgrade", "head"));
    assertThat(again.end()).as(again.err()).isZero();
    assertThat(again.err()).startsWith("Running upgrade 1 -> 2, ");
  }

  private void awaitStatement(String like) {
    var query =
        "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND datname = '"
            + database.name()
            + "' AND pid <> pg_backend_pid() AND query LIKE '"
            + like
            + "'";
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !database.asAdministrator().one(query).equals("0"));
  }

  private void revision(int number, String sql) throws IOException {
    Files.writeString(
        folder.resolve(number + "_it.sql"),
        """
        --liquibase formatted sql
        -- Step %d.

        --changeset test:%d
        %s
        --rollback DROP TABLE t_%d;
        """
            .formatted(number, number, sql, number));
  }

  private String[] onFolder(String... args) {
    var all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--source", folder.toString(), "--database-url", database.libpqUrl()));
    return all.toArray(String[]::new);
  }

  private Running start(String... args) throws IOException {
    var command = new ArrayList<>(List.of("bin/schemactl"));
    command.addAll(List.of(args));
    return run(command);
  }

  private Running run(List<String> command) throws IOException {
    var out = outputs.resolve(started.size() + ".out");
    var err = outputs.resolve(started.size() + ".err");
    var builder = new ProcessBuilder(command);
    started.add(builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start());
    return new Running(started.getLast(), out, err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
