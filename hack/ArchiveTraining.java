import dev.schemamigration.cli.SchemaCtl;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import dev.schemamigration.local.LocalPostgres;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs what the commands of an ordinary day run, in one process, so that an archive of its classes
 * has what they load. Exits with 1 where one of them fails.
 *
 * <p>java -cp schemactl.jar ArchiveTraining FOLDER
 */
class ArchiveTraining {
  private static final String PASSWORD = "training";

  private final Console console =
      new Console(
          new PrintStream(OutputStream.nullOutputStream()),
          System.err,
          Map.copyOf(System.getenv()));

  public static void main(String... arguments) {
    var folder = Path.of(arguments[0]);
    var training = new ArchiveTraining();
    try (var server = LocalPostgres.start(folder.resolve("server"))) {
      var migrations = folder.resolve("migrations").toString();
      training.run("init", "-t", "example", migrations);
      training.runAll(migrations, server.createDatabase("small", Secret.of(PASSWORD)));
      training.runAll(
          "bundled:spot-optimizer", server.createDatabase("large", Secret.of(PASSWORD)));
    }
    System.exit(0);
  }

  private void runAll(String source, ConnectionSettings settings) {
    var database =
        "--database-url=postgresql://%s:%s@%s"
            .formatted(settings.user(), PASSWORD, settings.address());
    run("heads", "--source", source);
    run("history", "--source", source, "-v");
    run("plan", "head", "--source", source, database);
    run("upgrade", "head", "--source", source, database);
    run("current", "--source", source, database, "-o", "json");
    run("upgrade", "head", "--source", source, database);
    run("downgrade", "-1", "--source", source, database);
  }

  private void run(String... arguments) {
    int code = SchemaCtl.run(console, "training", () -> 1, arguments);
    if (code != 0) {
      System.err.println(arguments[0] + " ends with " + code);
      System.exit(1);
    }
  }
}
