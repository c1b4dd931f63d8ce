package dev.schemamigration.cli;

import static org.awaitility.Awaitility.await;

import dev.schemamigration.cli.output.Console;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs {@code schemactl} in this process, with a folder of revision files and an environment. */
final class CommandLineFixture {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Runnable afterCommand = () -> {};

  CommandLineFixture(Path folder) {
    this.folder = folder;
  }

  /** Exit code and output of a command. */
  record Ended(int exitCode, String out, String err) {}

  /**
   * Commands use this database. Each of them ends for the test when the server has also ended its
   * sessions: until then the next one would wait for the migration lock, and report that.
   */
  CommandLineFixture on(TestDatabase database) {
    afterCommand = () -> await().until(() -> sessionsOfCommands(database).equals("0"));
    return with("DATABASE_URL", database.libpqUrl());
  }

  private static String sessionsOfCommands(TestDatabase database) {
    return database
        .asAdministrator()
        .one(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name LIKE 'schema-migration/schemactl/%'");
  }

  CommandLineFixture with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Writes a formatted SQL revision. */
  CommandLineFixture revision(String id, String header, String sql, String rollback) {
    return file(
        id + "_it.sql",
        """
        --liquibase formatted sql
        -- Make %s.
        --
        -- revision: %s
        %s
        --changeset test:%s
        %s
        %s
        """
            .formatted(
                id,
                id,
                header.isEmpty() ? "" : "-- " + header.replace("\n", "\n-- ") + "\n",
                id,
                sql,
                rollback.isEmpty() ? "" : "--rollback " + rollback));
  }

  /** A revision that creates a table of its name. */
  CommandLineFixture table(String id, String header) {
    return revision(id, header, "CREATE TABLE t_" + id + " (id int);", "DROP TABLE t_" + id + ";");
  }

  CommandLineFixture file(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command on the folder. */
  Ended run(String... args) {
    return bare(onFolder(args));
  }

  private String[] onFolder(String... args) {
    var all = new ArrayList<>(List.of(args));
    all.add("--source=" + folder);
    return all.toArray(String[]::new);
  }

  /** Runs exactly these arguments. */
  Ended bare(String... args) {
    return run(new ByteArrayOutputStream(), new ByteArrayOutputStream(), args);
  }

  /** A command that runs beside the test. */
  record Running(ByteArrayOutputStream errors, Background<Ended> command) {
    /** What it has written to standard error until now. */
    String err() {
      return errors.toString(StandardCharsets.UTF_8);
    }

    /** Waits for its end. */
    Ended end() {
      return command.result();
    }
  }

  /** Starts a command on the folder. */
  Running start(String... args) {
    var err = new ByteArrayOutputStream();
    var all = onFolder(args);
    return new Running(err, Background.start(() -> run(new ByteArrayOutputStream(), err, all)));
  }

  private Ended run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... args) {
    var console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment);
    var exitCode =
        SchemaCtl.run(
            console,
            "1.2.3",
            () -> {
              console.err().println("the operator runs");
              return 7;
            },
            args);
    afterCommand.run();
    return new Ended(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
