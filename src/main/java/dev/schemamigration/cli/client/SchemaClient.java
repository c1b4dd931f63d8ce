package dev.schemamigration.cli.client;

import dev.schemamigration.autogenerate.ComparisonContext;
import dev.schemamigration.autogenerate.ComparisonStopped;
import dev.schemamigration.autogenerate.UnknownRename;
import dev.schemamigration.cli.option.OptionResolver;
import dev.schemamigration.cli.option.TargetDatabase;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.scratch.ScratchDatabases;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.text.Printable;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Runs comparisons of schemas for the command line. */
public final class SchemaClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LOCK_WAIT = Duration.ofMinutes(1);

  private final OptionResolver inputs;
  private final Console console;
  private final Requester requester;
  private final Supplier<SettingNames> names;

  /**
   * @param names of the settings of the command that runs
   */
  public SchemaClient(
      OptionResolver inputs, Console console, String version, Supplier<SettingNames> names) {
    this.inputs = inputs;
    this.console = console;
    this.requester = new Requester("schemactl", 0, version);
    this.names = names;
  }

  /** Work on scratch databases. */
  public interface ScratchWork<T> {
    T run(ComparisonContext context, ScratchDatabases databases);
  }

  /**
   * Does it beside the database that is named, else on an embedded server.
   *
   * @param purpose for the comments of the scratch databases
   * @throws FailureException when there is no result
   */
  public <T> T compare(String purpose, ScratchWork<T> work) {
    return on(
        inputs::scratchServer,
        purpose,
        (context, databases, beside) -> work.run(context, databases));
  }

  /** Work on a database, and on scratch databases beside it. */
  public interface DatabaseWork<T> {
    T run(ComparisonContext context, ScratchDatabases databases, ConnectionSettings database);
  }

  /**
   * Does it on the database that is named.
   *
   * @throws FailureException when there is no result
   */
  public <T> T compareDatabase(String purpose, DatabaseWork<T> work) {
    return on(inputs::database, purpose, work);
  }

  private <T> T on(Supplier<TargetDatabase> database, String purpose, DatabaseWork<T> work) {
    var connector = new Connector(CONNECT_TIMEOUT);
    var random = RandomGenerator.getDefault();
    var cancellation = new Cancellation();
    var context =
        new ComparisonContext(
            new Migration(connector, Clock.systemUTC(), random, LOCK_WAIT),
            connector,
            requester,
            inputs.parameters(),
            inputs.filter(names.get()),
            names.get(),
            cancellation);
    try (var interruption = InterruptHandler.of(cancellation);
        var server = database.get();
        var databases =
            ScratchDatabases.beside(
                connector, server.settings(), purpose, Clock.systemUTC(), random)) {
      databases
          .leftovers()
          .forEach(it -> console.err().println(Printable.line("schemactl: " + it.described())));
      return work.run(context, databases, server.settings());
    } catch (ComparisonStopped e) {
      throw new FailureException(Failure.of(e.fault(), names.get()));
    } catch (UnknownRename e) {
      throw new FailureException(Failure.usage("--" + e.getMessage()));
    }
  }
}
