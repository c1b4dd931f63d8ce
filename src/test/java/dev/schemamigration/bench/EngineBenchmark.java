package dev.schemamigration.bench;

import static java.util.Arrays.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.BundledDirectories;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine beside {@code psql -f} of the same SQL with the same transaction boundaries, in one
 * run on one server, and the settled path beside a bare connect-and-select; {@code make
 * bench-engine} runs it. Both sides connect again each time and work on a new, empty database; the
 * engine makes its tracking tables there too. The ratios are left in target/bench.
 */
class EngineBenchmark {
  private static final Path RESULTS = Path.of("target", "bench", "engine.txt");
  private static final String PSQL =
      Optional.ofNullable(System.getenv("PSQL")).filter(it -> !it.isBlank()).orElse("psql");
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 40;
  private static final int LOOKS = 300;
  private static final Pattern COMMENTS =
      Pattern.compile(
          "(?m)^--(?!rollback|changeset|liquibase|property).*$|^--(?:rollback|liquibase|property).*$");

  @TempDir private Path scripts;

  private final StringBuilder results = new StringBuilder();
  private final Migration migration =
      new Migration(
          new Connector(Duration.ofSeconds(5)),
          Clock.systemUTC(),
          RandomGenerator.getDefault(),
          Duration.ofSeconds(5));

  /** Two ways of doing the same, in milliseconds, taken in turn. */
  private record Pair(double[] ours, double[] theirs) {
    /** Each round is compared in itself: a machine that others use too is not the same for long. */
    double ratio() {
      return median(IntStream.range(0, ours.length).mapToDouble(it -> ours[it] / theirs[it]));
    }
  }

  /** Something to time. */
  private interface Work {
    void run() throws Exception;
  }

  @Test
  void measure() throws Exception {
    // As in the operator: the driver makes a record of each value that it reads otherwise.
    Logger.getLogger("org.postgresql").setLevel(Level.INFO);
    var server = TestPostgres.newest();
    var large = synthetic(1000);
    var script = script(large);
    psql(server.createDatabase(), script);
    for (int round = 0; round < WARM_UP; round++) {
      engine(server.createDatabase(), large);
    }
    headline("%s, fsync off: nothing hides what the engine adds", server);
    apply(server, "1 revision", synthetic(1), 15);
    apply(server, "100 revisions", synthetic(100), 11);
    apply(server, "1000 revisions", large, 7);
    apply(server, "spot-optimizer", BundledDirectories.read("spot-optimizer"), 15);
    settled(server, synthetic(100));

    var durable = TestPostgres.durable();
    headline("%s, fsync on: as a server in production runs", durable);
    apply(durable, "1 revision", synthetic(1), 9);
    apply(durable, "100 revisions", synthetic(100), 7);
    apply(durable, "1000 revisions", large, 5);
    apply(durable, "spot-optimizer", BundledDirectories.read("spot-optimizer"), 9);
    durable.stop();

    Files.createDirectories(RESULTS.getParent());
    Files.writeString(RESULTS, results);
  }

  private void headline(String format, TestPostgres server) {
    results.append(
        "%n%s (milliseconds, medians of the rounds)%n%n  %-18s %10s %10s %8s%n"
            .formatted(format.formatted(server), "apply", "engine", "psql -f", "ratio"));
  }

  private void apply(TestPostgres server, String name, Bundle bundle, int rounds) throws Exception {
    var script = script(bundle);
    var pair =
        inTurn(
            rounds,
            () -> server.createDatabase(),
            database -> engine(database, bundle),
            database -> psql(database, script));
    line(name, pair);
  }

  private void settled(TestPostgres server, Bundle bundle) throws Exception {
    var database = server.createDatabase();
    engine(database, bundle);
    var request = request(database, bundle);
    Work look = () -> require(migration.inspect(request), Outcome.Settled.class);
    var pair = inTurn(LOOKS, () -> database, it -> look.run(), EngineBenchmark::bare);
    long before = allocated();
    long ran = THREAD.getCurrentThreadCpuTime();
    for (int round = 0; round < LOOKS; round++) {
      look.run();
    }
    long allocated = (allocated() - before) / LOOKS;
    double processor = (THREAD.getCurrentThreadCpuTime() - ran) / 1e6 / LOOKS;
    results.append("%n  %-18s %10s %10s%n".formatted("settled", "look", "connect and SELECT 1"));
    line(bundle.files().size() + " revisions", pair);
    results.append(
        "  one look allocates %d kB and takes %.1f ms of this process's CPU%n"
            .formatted(allocated / 1024, processor));
  }

  private void line(String name, Pair pair) {
    results.append(
        "  %-18s %10.1f %10.1f %8.2f%n"
            .formatted(name, median(stream(pair.ours)), median(stream(pair.theirs)), pair.ratio()));
  }

  /** What each side is given to work on. */
  private interface Given {
    TestDatabase database();
  }

  /** What is done with it. */
  private interface Task {
    void with(TestDatabase database) throws Exception;
  }

  private static Pair inTurn(int rounds, Given given, Task ours, Task theirs) throws Exception {
    var pair = new Pair(new double[rounds], new double[rounds]);
    for (int round = -2; round < rounds; round++) {
      double one = milliseconds(given.database(), ours);
      double other = milliseconds(given.database(), theirs);
      if (round >= 0) {
        pair.ours[round] = one;
        pair.theirs[round] = other;
      }
    }
    return pair;
  }

  private static double milliseconds(TestDatabase database, Task task) throws Exception {
    long began = System.nanoTime();
    task.with(database);
    return (System.nanoTime() - began) / 1e6;
  }

  private void engine(TestDatabase database, Bundle bundle) {
    var report =
        migration.migrate(request(database, bundle), RunListener.SILENT, new Cancellation());
    require(report, Outcome.Migrated.class);
  }

  private static long allocated() {
    return THREAD.getCurrentThreadAllocatedBytes();
  }

  private static void bare(TestDatabase database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT 1")) {
      row.next();
    }
  }

  private static void psql(TestDatabase database, Path script) throws Exception {
    var command =
        List.of(
            PSQL,
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            database.libpqUrl(),
            "-f",
            script.toString());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    // As the engine has it, whatever the server is set to.
    builder.environment().put("PGOPTIONS", "-c synchronous_commit=on");
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** The SQL of the bundle as psql takes it: a transaction a revision, parameters at defaults. */
  private Path script(Bundle bundle) throws IOException {
    var script = new StringBuilder();
    for (var file : bundle.files()) {
      var sql = file.content();
      for (var property :
          Pattern.compile("(?m)^--property name:(\\S+) value:(.*)$")
              .matcher(sql)
              .results()
              .toList()) {
        sql = sql.replace("${" + property.group(1) + "}", property.group(2).strip());
      }
      script.append("BEGIN;\n").append(COMMENTS.matcher(sql).replaceAll("")).append("\nCOMMIT;\n");
    }
    return Files.writeString(Files.createTempFile(scripts, "bench-", ".sql"), script);
  }

  private static Bundle synthetic(int revisions) {
    var files = new LinkedHashMap<String, byte[]>();
    for (int i = 1; i <= revisions; i++) {
      files.put(
          "%04d_table.sql".formatted(i),
          """
          --liquibase formatted sql
          -- revision: r%04d
          -- down_revision: %s

          --changeset bench:%d
          CREATE TABLE t%d (id int PRIMARY KEY, name text NOT NULL);
          --rollback DROP TABLE t%d;
          """
              .formatted(i, i == 1 ? "" : "r%04d".formatted(i - 1), i, i, i)
              .getBytes(StandardCharsets.UTF_8));
    }
    return BundleReader.read("bench", files);
  }

  private static Request request(TestDatabase database, Bundle bundle) {
    return new Request(
        new Requester("bench", 0, "bench"),
        bundle,
        database.settings(),
        new Goal.Declared("head"),
        List.of(),
        ChangesetFilter.NONE,
        PolicyRules.PERMISSIVE,
        Execution.DEFAULT,
        Request.Adoption.NEVER,
        SpecFieldNames.INSTANCE);
  }

  private static void require(Report report, Class<? extends Outcome> outcome) {
    assertThat(report.outcome()).isInstanceOf(outcome);
  }

  private static double median(DoubleStream values) {
    var sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
