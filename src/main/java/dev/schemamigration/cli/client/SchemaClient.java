package dev.schemamigration.cli.client;

import dev.schemamigration.autogenerate.ComparisonContext;
import dev.schemamigration.autogenerate.ComparisonStopped;
import dev.schemamigration.autogenerate.UnknownRename;
import dev.schemamigration.cli.option.TargetDatabase;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.scratch.ScratchDatabases;
import java.util.function.Supplier;

/** Runs comparisons of schemas for the command line. */
public final class SchemaClient {
  private final ClientContext client;

  public SchemaClient(ClientContext client) {
    this.client = client;
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
        client.inputs()::scratchServer,
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
    return on(client.inputs()::database, purpose, work);
  }

  private <T> T on(Supplier<TargetDatabase> database, String purpose, DatabaseWork<T> work) {
    var names = client.names().get();
    var parameters = client.inputs().parameters();
    var filter = client.inputs().filter(names);
    try {
      return client.onScratch(
          database,
          purpose,
          server -> {
            var context =
                new ComparisonContext(
                    server.migration(),
                    server.connector(),
                    client.requester(),
                    parameters,
                    filter,
                    names,
                    server.cancellation());
            return work.run(context, server.databases(), server.database().settings());
          });
    } catch (ComparisonStopped e) {
      throw client.failure(e.fault());
    } catch (UnknownRename e) {
      throw new FailureException(Failure.usage("--" + e.getMessage()));
    }
  }
}
