package dev.schemamigration.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.RealAlembic;
import dev.schemamigration.testing.RealTool;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole processes beside each other, from the start of the program to its end: the packaged {@code
 * schemactl}, {@code psql -f} with a transaction a revision, Alembic, Liquibase and Flyway, each on
 * an empty database of its own; {@code make bench-cli} runs it. Rounds take turns, and each round
 * is compared in itself. The ratios are left in target/bench.
 */
class CliBenchmark {
  private static final Path RESULTS = Path.of("target", "bench", "cli.txt");
  private static final String PSQL =
      Optional.ofNullable(System.getenv("PSQL")).filter(it -> !it.isBlank()).orElse("psql");
  private static final TestPostgres SERVER = TestPostgres.newest();

  @TempDir private Path folder;

  private final StringBuilder results =
      new StringBuilder("%s, whole processes (milliseconds, medians)%n%n".formatted(SERVER));

  /** A program that takes an empty database to the head. */
  private interface Peer {
    List<String> command(TestDatabase database) throws IOException;
  }

  @Test
  void measure() throws Exception {
    headline("one command", "schemactl", "alembic", "ratio");
    listing("heads", history(1), 9);
    listing("history", history(1000), 3);
    results.append(System.lineSeparator());
    headline("upgrade", "schemactl", "psql -f", "alembic", "liquibase", "flyway");
    upgrade(history(1), 7);
    upgrade(history(100), 5);
    upgrade(history(1000), 3);
    Files.createDirectories(RESULTS.getParent());
    Files.writeString(RESULTS, results);
  }

  private void listing(String command, History history, int rounds) throws Exception {
    var peers = new LinkedHashMap<String, Peer>();
    peers.put(
        "schemactl", it -> List.of("bin/schemactl", command, "--source", history.schemactl()));
    peers.put("alembic", it -> alembic(history, it, command));
    var times = inTurn(peers, rounds);
    double ours = median(times.get("schemactl"));
    double theirs = median(times.get("alembic"));
    line("%s of %d".formatted(command, history.size()), ours, theirs, ours / theirs);
  }

  private void upgrade(History history, int rounds) throws Exception {
    var peers = new LinkedHashMap<String, Peer>();
    peers.put(
        "schemactl",
        it ->
            List.of(
                "bin/schemactl",
                "upgrade",
                "head",
                "--source",
                history.schemactl(),
                "--database-url",
                it.libpqUrl()));
    peers.put(
        "psql",
        it ->
            List.of(
                PSQL, "-Xq", "-v", "ON_ERROR_STOP=1", "-d", it.libpqUrl(), "-f", history.psql()));
    peers.put("alembic", it -> alembic(history, it, "upgrade", "head"));
    peers.put("liquibase", it -> liquibase(history, it));
    peers.put("flyway", it -> flyway(history, it));
    var times = inTurn(peers, rounds);
    line(
        history.size() + (history.size() == 1 ? " revision" : " revisions"),
        times.values().stream().mapToDouble(CliBenchmark::median).toArray());
    var ours = times.get("schemactl");
    line(
        "  schemactl against",
        times.values().stream().mapToDouble(it -> median(ratios(ours, it))).toArray());
  }

  private static Map<String, List<Double>> inTurn(Map<String, Peer> peers, int rounds)
      throws Exception {
    var times = new LinkedHashMap<String, List<Double>>();
    peers.keySet().forEach(it -> times.put(it, new ArrayList<>()));
    for (int round = -1; round < rounds; round++) {
      for (var peer : peers.entrySet()) {
        var database = SERVER.createDatabase();
        var command = peer.getValue().command(database);
        double took = run(command, database);
        if (round >= 0) {
          times.get(peer.getKey()).add(took);
        }
        SERVER.drop(database);
      }
    }
    return times;
  }

  private static double run(List<String> command, TestDatabase database) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DATABASE_URL", sqlAlchemy(database));
    builder.environment().put("PGOPTIONS", "-c synchronous_commit=on");
    var output = Files.createTempFile("bench-cli", ".out");
    long began = System.nanoTime();
    var process = builder.redirectOutput(output.toFile()).start();
    int code = process.waitFor();
    double took = (System.nanoTime() - began) / 1e6;
    assertThat(code).as(command + ": " + Files.readString(output)).isZero();
    Files.delete(output);
    return took;
  }

  private static String sqlAlchemy(TestDatabase database) {
    return database.libpqUrl().replaceFirst("^postgres(ql)?:", "postgresql+psycopg2:");
  }

  private List<String> alembic(History history, TestDatabase database, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(RealTool.ALEMBIC.executable().toString());
    command.addAll(List.of("-c", history.alembic() + "/alembic.ini"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static List<String> liquibase(History history, TestDatabase database) {
    return List.of(
        java(),
        "-Dliquibase.analytics.enabled=false",
        "-cp",
        System.getProperty("java.class.path"),
        "liquibase.integration.commandline.LiquibaseCommandLine",
        "--search-path=" + history.liquibase(),
        "--changelog-file=master.yaml",
        "--url=" + database.jdbcUrl(),
        "--username=" + database.user(),
        "--password=" + database.password(),
        "update");
  }

  private static List<String> flyway(History history, TestDatabase database) {
    return List.of(
        java(),
        "-cp",
        System.getProperty("java.class.path"),
        FlywayMain.class.getName(),
        database.jdbcUrl(),
        database.user(),
        database.password(),
        history.flyway());
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static List<Double> ratios(List<Double> ours, List<Double> theirs) {
    var ratios = new ArrayList<Double>();
    for (int round = 0; round < ours.size(); round++) {
      ratios.add(ours.get(round) / theirs.get(round));
    }
    return ratios;
  }

  private void headline(String first, String... columns) {
    results.append("  %-20s".formatted(first));
    for (var column : columns) {
      results.append(" %10s".formatted(column));
    }
    results.append(System.lineSeparator());
  }

  private void line(String first, double... values) {
    results.append("  %-20s".formatted(first));
    for (double value : values) {
      results.append(value < 100 ? " %10.2f".formatted(value) : " %10.0f".formatted(value));
    }
    results.append(System.lineSeparator());
  }

  /** One linear history in the form of each program. */
  private record History(
      int size, String schemactl, String psql, String alembic, String liquibase, String flyway) {}

  private History history(int size) throws IOException {
    var root = Files.createDirectory(folder.resolve("of-" + size));
    var ours = Files.createDirectory(root.resolve("schemactl"));
    var liquibase = Files.createDirectory(root.resolve("liquibase"));
    var flyway = Files.createDirectory(root.resolve("flyway"));
    var alembic = Files.createDirectory(root.resolve("alembic"));
    var environment = RealAlembic.in(alembic, SERVER.createDatabase());
    var script = new StringBuilder();
    var names = new TreeMap<Integer, String>();
    for (int number = 1; number <= size; number++) {
      var name = "%04d_table.sql".formatted(number);
      var up = "CREATE TABLE t%d (id int PRIMARY KEY, name text NOT NULL);".formatted(number);
      var down = "DROP TABLE t%d;".formatted(number);
      var parent = number == 1 ? "" : "r%04d".formatted(number - 1);
      var changeset = "%n--changeset bench:%d%n%s%n--rollback %s%n".formatted(number, up, down);
      names.put(number, name);
      Files.writeString(
          ours.resolve(name),
          "--liquibase formatted sql%n-- revision: r%04d%n-- down_revision: %s%n%s"
              .formatted(number, parent, changeset));
      Files.writeString(liquibase.resolve(name), "--liquibase formatted sql\n" + changeset);
      Files.writeString(flyway.resolve("V%d__table.sql".formatted(number)), up + "\n");
      environment.revision(
          "r%04d".formatted(number),
          parent.isEmpty() ? "" : "down_revision = '" + parent + "'",
          up,
          down);
      script.append("BEGIN;\n").append(up).append("\nCOMMIT;\n");
    }
    Files.writeString(
        liquibase.resolve("master.yaml"),
        names.values().stream()
            .map(it -> "- include: {file: " + it + "}\n")
            .collect(Collectors.joining("", "databaseChangeLog:\n", "")));
    var psql = Files.writeString(root.resolve("all.sql"), script);
    return new History(
        size,
        ours.toString(),
        psql.toString(),
        alembic.toString(),
        liquibase.toString(),
        flyway.toString());
  }
}
