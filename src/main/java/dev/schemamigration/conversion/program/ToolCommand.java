package dev.schemamigration.conversion.program;

import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The command by which a tool applies all of a directory to a database. It names the database in
 * its arguments, which come before anything that the tool would read elsewhere; the password is in
 * the environment.
 *
 * @param executable its name on the PATH
 * @param arguments of the command
 * @param files other files that it reads, by their names in the folder in which it is run
 * @param password of the database
 */
record ToolCommand(
    String executable,
    List<String> arguments,
    Map<String, String> files,
    Optional<Secret> password) {
  private static final int MINUTES = 30;

  /** That of a tool; empty where none is known. */
  static Optional<ToolCommand> of(Tool tool, Path folder, ConnectionSettings database) {
    var url = url(database);
    var path = folder.toString();
    return switch (tool) {
      case GOOSE -> command("goose", database, "-dir", path, "postgres", url, "up");
      case GOLANG_MIGRATE -> command("migrate", database, "-path", path, "-database", url, "up");
      case DBMATE -> command("dbmate", database, "-u", url, "-d", path, "migrate");
      case SQL_MIGRATE ->
          Optional.of(
              new ToolCommand(
                  "sql-migrate",
                  List.of("up", "-config=dbconfig.yml", "-env=scratch"),
                  Map.of("dbconfig.yml", sqlMigrate(path, url)),
                  database.password()));
      case ALEMBIC, DIESEL, FLYWAY, LIQUIBASE, POPX, POSTGRATOR, SQITCH -> Optional.empty();
    };
  }

  private static Optional<ToolCommand> command(
      String executable, ConnectionSettings database, String... arguments) {
    return Optional.of(
        new ToolCommand(executable, List.of(arguments), Map.of(), database.password()));
  }

  private static String sqlMigrate(String folder, String url) {
    return "scratch:\n  dialect: postgres\n  datasource: %s\n  dir: %s\n"
        .formatted(quoted(url), quoted(folder));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String url(ConnectionSettings database) {
    var host = database.host().contains(":") ? "[" + database.host() + "]" : database.host();
    return "postgres://%s@%s:%d/%s?sslmode=%s%s%s"
        .formatted(
            encoded(database.user()),
            host,
            database.port(),
            encoded(database.database()),
            database.parameters().getOrDefault("sslmode", "disable"),
            database.schema().map(it -> "&search_path=" + encoded(it)).orElse(""),
            database.role().map(it -> "&role=" + encoded(it)).orElse(""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * Runs it in a folder of its own, where no settings of the tool are.
   *
   * @return why it failed; empty when it did not
   */
  Optional<String> run(Path program, Map<String, String> environment) throws IOException {
    var folder = Files.createTempDirectory("schemactl-import");
    try {
      for (var file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      var output = folder.resolve("output");
      var command = new ArrayList<>(List.of(program.toString()));
      command.addAll(arguments);
      var builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().put("DBMATE_NO_DUMP_SCHEMA", "true");
      password.ifPresent(it -> builder.environment().put("PGPASSWORD", it.reveal()));
      return ended(builder.start(), output);
    } finally {
      delete(folder);
    }
  }

  private static Optional<String> ended(Process process, Path output) throws IOException {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        return Optional.of("it did not end within " + MINUTES + " minutes");
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(lastLine(Files.readString(output)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private static String lastLine(String output) {
    return output
        .lines()
        .filter(it -> !it.isBlank())
        .reduce((first, second) -> second)
        .orElse("it says nothing")
        .strip();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }
}
