package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.ProgramResult;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code schemactl verify} leaves behind, however its process ends. */
class KilledVerificationE2E {
  private static final TestPostgres SERVER = TestPostgres.newest();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  @TempDir private Path temporary;
  @TempDir private Path outputs;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalToEndDropsTheScratchDatabases(String signal, int exitCode) throws Exception {
    var real = creator();
    var verification = verifySlowly("--database-url", real.libpqUrl());
    awaitSleep(real);

    signal(verification, signal);

    assertThat(exitCode(verification)).as(output(verification)).isEqualTo(exitCode);
    assertThat(real.scratchDatabases()).isEmpty();
    assertThat(output(verification)).contains("interrupted");
  }

  @Test
  void whatAKilledProcessLeavesTheNextOneDrops() throws Exception {
    var real = creator();
    var killed = verifySlowly("--database-url", real.libpqUrl());
    awaitSleep(real);
    killed.destroyForcibly().waitFor();
    var left = real.scratchDatabases();
    assertThat(left).hasSize(1);
    await().atMost(PATIENCE).until(() -> connections(left.getFirst()).equals("0"));

    new CommandLineFixture(folder).revision("1", "", "CREATE TABLE t ();", "DROP TABLE t;");
    var next = verify("--database-url", real.libpqUrl());

    assertThat(exitCode(next)).as(output(next)).isZero();
    assertThat(output(next))
        .containsPattern(
            "schemactl: scratch database "
                + left.getFirst()
                + " \\(Scratch database of schemactl verify, created .*\\) of an ended process was"
                + " left behind; it is dropped now");
    assertThat(real.scratchDatabases()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "KILL"})
  void anEmbeddedServerEndsWithItsProcess(String signal) throws Exception {
    var verification = verifySlowly("--embedded");
    var server = awaitServer();

    signal(verification, signal);

    assertThat(exitCode(verification)).isNotZero();
    await().atMost(PATIENCE).until(() -> !server.isAlive());
    await().atMost(PATIENCE).until(() -> embedded().isEmpty());
  }

  @Test
  void anEmbeddedServerWhoseWatcherWasKilledTooIsEndedByTheNextCommand() throws Exception {
    var killed = verifySlowly("--embedded");
    var server = awaitServer();
    var watcher =
        killed
            .descendants()
            .filter(it -> it.info().command().filter(name -> name.endsWith("sh")).isPresent())
            .findFirst()
            .orElseThrow();
    watcher.destroyForcibly();
    killed.destroyForcibly().waitFor();
    var left = embedded().orElseThrow();
    assertThat(server.isAlive()).isTrue();

    new CommandLineFixture(folder).revision("1", "", "CREATE TABLE t ();", "DROP TABLE t;");
    var next = verify("--embedded");

    assertThat(exitCode(next)).as(output(next)).isZero();
    assertThat(output(next))
        .contains(
            "schemactl: the embedded Postgres of a process that was killed is ended, and its folder"
                + " "
                + left
                + " deleted\n");
    assertThat(server.isAlive()).isFalse();
    assertThat(embedded()).isEmpty();
  }

  private Process verifySlowly(String... options) throws IOException {
    new CommandLineFixture(folder).revision("1", "", "SELECT pg_sleep(600);", "SELECT 1;");
    return verify(options);
  }

  private Process verify(String... options) throws IOException {
    var words = new ArrayList<>(List.of("bin/schemactl", "verify", "--source", folder.toString()));
    words.addAll(List.of(options));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("SCHEMACTL_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
    builder.redirectOutput(outputs.resolve(Integer.toString(started.size())).toFile());
    started.add(builder.start());
    return started.getLast();
  }

  private String output(Process process) throws IOException {
    return Files.readString(outputs.resolve(Integer.toString(started.indexOf(process))));
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static void signal(Process process, String signal) {
    ProgramResult.toEnd(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())));
  }

  private static void awaitSleep(TestDatabase real) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                !real.asAdministrator()
                    .rows(
                        "SELECT FROM pg_stat_activity WHERE state = 'active' AND usename = '"
                            + real.user()
                            + "' AND query LIKE '%pg_sleep%'")
                    .isEmpty());
  }

  /** The server, once it takes connections. */
  private ProcessHandle awaitServer() throws IOException {
    await().atMost(PATIENCE).until(() -> pidFile().contains("ready"));
    return ProcessHandle.of(Long.parseLong(pidFile().lines().findFirst().orElseThrow()))
        .orElseThrow();
  }

  private String pidFile() throws IOException {
    var file = embedded().map(it -> it.resolve("data/postmaster.pid"));
    return file.isPresent() && Files.exists(file.get()) ? Files.readString(file.get()) : "";
  }

  /** The folder of an embedded server. */
  private Optional<Path> embedded() throws IOException {
    try (var entries = Files.list(temporary)) {
      return entries.filter(it -> it.getFileName().toString().startsWith("schemactl-")).findFirst();
    }
  }

  private static TestDatabase creator() {
    return SERVER.createDatabase().mayCreateDatabases();
  }

  private static String connections(String database) {
    return SERVER
        .administrator("postgres")
        .one("SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database + "'");
  }
}
