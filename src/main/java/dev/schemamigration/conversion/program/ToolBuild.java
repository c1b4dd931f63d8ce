package dev.schemamigration.conversion.program;

import dev.schemamigration.conversion.layout.AlembicScript;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.engine.script.SqlScript;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Has a tool build in an empty database what its directory holds: with its own program where that
 * takes the database from its arguments alone. Alembic, whose environments connect to where they
 * like, writes its script instead, which is run here.
 */
public final class ToolBuild {
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(30);

  /** What tools make for themselves. */
  private static final List<String> OWN_TABLES =
      List.of(
          "alembic_version",
          "schema_migrations",
          "goose_db_version",
          "gorp_migrations",
          "gorp_lock");

  private final Connector connector;
  private final Map<String, String> environment;

  /**
   * @param environment the variables of this process: where programs are found
   */
  public ToolBuild(Connector connector, Map<String, String> environment) {
    this.connector = connector;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Builds it.
   *
   * @param folder the directory that was imported
   * @param sources the files below it that have become revisions
   * @param database empty
   * @throws SQLException when the server fails
   */
  public BuiltByTool run(Tool tool, Path folder, List<String> sources, ConnectionSettings database)
      throws SQLException {
    if (tool == Tool.ALEMBIC) {
      return alembic(folder, database);
    }
    var own = folder.toAbsolutePath().normalize().resolve(SourceFolder.of(sources));
    var command = ToolCommand.of(tool, own.normalize(), database);
    if (command.isEmpty()) {
      return new BuiltByTool.NotDone("its program is not run here");
    }
    if (!SourceFolder.isFlat(sources)) {
      return new BuiltByTool.NotDone("its files are in several folders");
    }
    var program = command.get();
    var executable = Executables.find(program.executable(), environment);
    if (executable.isEmpty()) {
      return new BuiltByTool.NotDone(program.executable() + " is not on the PATH");
    }
    try {
      var failure = program.run(executable.get(), environment);
      if (failure.isPresent()) {
        return new BuiltByTool.NotDone(program.executable() + " failed: " + failure.get());
      }
    } catch (IOException e) {
      return new BuiltByTool.NotDone(program.executable() + " cannot be run");
    }
    try (var connection = open(database)) {
      dropOwn(connection);
    }
    return new BuiltByTool.Done(program.executable());
  }

  private BuiltByTool alembic(Path folder, ConnectionSettings database) throws SQLException {
    var script = AlembicScript.upgrade(folder, environment);
    if (script.isEmpty()) {
      return new BuiltByTool.NotDone("alembic writes no script");
    }
    try (var connection = open(database)) {
      var failure = executed(connection, script.get());
      if (failure.isPresent()) {
        return new BuiltByTool.NotDone("the script of alembic fails: " + failure.get());
      }
      dropOwn(connection);
    }
    return new BuiltByTool.Done("the script of alembic upgrade heads --sql");
  }

  private Connection open(ConnectionSettings database) throws SQLException {
    var connection = connector.connect(database, "schemactl import", LONGEST_ANSWER);
    if (database.schema().isPresent()) {
      try (var statement =
          connection.prepareStatement("SELECT pg_catalog.set_config('search_path', ?, false)")) {
        statement.setString(1, database.schema().get());
        statement.execute();
      }
    }
    return connection;
  }

  private static Optional<String> executed(Connection connection, String text) throws SQLException {
    var script = SqlScript.of(text);
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      for (var one : script.statements()) {
        statement.execute(text.substring(one.begin(), one.end()));
      }
      return Optional.empty();
    } catch (SQLException e) {
      if (!connection.isValid(5)) {
        throw e;
      }
      return Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static void dropOwn(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var table : OWN_TABLES) {
        statement.execute("DROP TABLE IF EXISTS " + table);
      }
    }
  }
}
