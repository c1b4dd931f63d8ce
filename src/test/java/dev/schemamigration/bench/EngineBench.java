package dev.schemamigration.bench;

import dev.schemamigration.database.ConnectionSettings;
import dev.schemamigration.database.Connector;
import dev.schemamigration.database.Secret;
import dev.schemamigration.migration.Cancellation;
import dev.schemamigration.migration.Execution;
import dev.schemamigration.migration.Goal;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.Outcome;
import dev.schemamigration.migration.Report;
import dev.schemamigration.migration.Request;
import dev.schemamigration.migration.Requester;
import dev.schemamigration.migration.RunListener;
import dev.schemamigration.policy.Rules;
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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The engine beside {@code psql -f} of the same SQL with the same transaction boundaries, in one
 * run on one server, and the settled path beside a bare connect-and-select. Prints ratios.
 */
public final class EngineBench {
  private static final int ROUNDS = 7;
  private static final Pattern CHANGES =
      Pattern.compile(
          "(?m)^--(?!rollback|changeset|liquibase|property).*$|^--(?:rollback|liquibase|property).*$");

  private final TestPostgres server = TestPostgres.newest();
  private final Migration migration =
      new Migration(
          new Connector(Duration.ofSeconds(5)),
          Clock.systemUTC(),
          RandomGenerator.getDefault(),
          Duration.ofSeconds(5));

  /** Runs everything. */
  public static void main(String... arguments) throws Exception {
    var bench = new EngineBench();
    System.out.printf("%-28s %12s %12s %8s%n", "apply", "engine (ms)", "psql (ms)", "ratio");
    for (int revisions : new int[] {1, 100, 1000}) {
      bench.apply(revisions + " revisions", synthetic(revisions));
    }
    bench.apply("spot-optimizer", BundledDirectories.read("spot-optimizer"));
    bench.settled(synthetic(100));
  }

  private void apply(String name, Bundle bundle) throws Exception {
    var script = script(bundle);
    var engine = new double[ROUNDS];
    var psql = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      var one = server.createDatabase();
      long began = System.nanoTime();
      requireDone(migration.migrate(request(one, bundle), RunListener.SILENT, new Cancellation()));
      double ours = (System.nanoTime() - began) / 1e6;
      double theirs = psql(server.createDatabase(), script);
      if (round >= 0) {
        engine[round] = ours;
        psql[round] = theirs;
      }
    }
    System.out.printf(
        "%-28s %12.1f %12.1f %8.2f%n",
        name, median(engine), median(psql), median(engine) / median(psql));
  }

  private void settled(Bundle bundle) throws Exception {
    var database = server.createDatabase();
    var request = request(database, bundle);
    requireDone(migration.migrate(request, RunListener.SILENT, new Cancellation()));
    int times = 300;
    for (int i = 0; i < times; i++) {
      requireSettled(migration.look(request));
      bare(database);
    }
    long allocated = allocated();
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      requireSettled(migration.look(request));
    }
    double look = (System.nanoTime() - began) / 1e6 / times;
    allocated = allocated() - allocated;
    began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      bare(database);
    }
    double bare = (System.nanoTime() - began) / 1e6 / times;
    System.out.printf(
        "%nsettled look, 100 revisions: %.2f ms, %d kB allocated;"
            + " connect and select: %.2f ms; ratio %.2f%n",
        look, allocated / times / 1024, bare, look / bare);
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }

  private static void bare(TestDatabase database) throws Exception {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT 1")) {
      row.next();
    }
  }

  private static double psql(TestDatabase database, Path script) throws Exception {
    var command =
        List.of(
            "psql",
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-d",
            database.libpqUrl(),
            "-f",
            script.toString());
    long began = System.nanoTime();
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("psql: " + said);
    }
    return (System.nanoTime() - began) / 1e6;
  }

  /** The SQL of the bundle as psql takes it: a transaction a revision, parameters at defaults. */
  private static Path script(Bundle bundle) throws IOException {
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
      script.append("BEGIN;\n").append(CHANGES.matcher(sql).replaceAll("")).append("\nCOMMIT;\n");
    }
    return Files.writeString(Files.createTempFile("bench-", ".sql"), script);
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
        ConnectionSettings.of(
            database.host(),
            database.port(),
            database.name(),
            database.user(),
            Optional.of(Secret.of(database.password()))),
        new Goal.Declared("head"),
        List.of(),
        Rules.PERMISSIVE,
        Execution.DEFAULT,
        Request.Adoption.NEVER);
  }

  private static void requireDone(Report report) {
    if (!(report.outcome() instanceof Outcome.Migrated)) {
      throw new IllegalStateException(report.toString());
    }
  }

  private static void requireSettled(Report report) {
    if (!(report.outcome() instanceof Outcome.Settled)) {
      throw new IllegalStateException(report.toString());
    }
  }

  private static double median(double[] values) {
    var sorted = new ArrayList<>(Arrays.stream(values).boxed().toList());
    sorted.sort(null);
    return sorted.get(sorted.size() / 2);
  }
}
