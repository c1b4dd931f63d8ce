package dev.schemamigration.cli.client;

import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.conversion.Conversion;
import dev.schemamigration.conversion.program.BuiltByTool;
import dev.schemamigration.conversion.program.ToolBuild;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.scratch.ScratchDatabase;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.DirectoryReader;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.verify.DatabaseComparison;
import dev.schemamigration.verify.VerificationReport;
import dev.schemamigration.verify.VerificationRequest;
import dev.schemamigration.verify.VerificationStopped;
import dev.schemamigration.verify.VerifiedRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies what an import has written, and compares it with what the tool itself builds. */
public final class ImportClient {
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

  private final ClientContext client;

  public ImportClient(ClientContext client) {
    this.client = client;
  }

  /**
   * Does both on scratch databases.
   *
   * @param folder the directory that was imported
   * @param written the directory of the revisions
   * @throws FailureException when there is no result
   */
  public ImportProof prove(Conversion conversion, Path folder, Path written) {
    var bundle = DirectoryReader.read(written);
    var parameters = client.inputs().parameters();
    var filter = client.inputs().filter(client.names().get());
    try {
      return client.onScratch(
          client.inputs()::separateServer,
          "schemactl import",
          server -> {
            var request = request(bundle, parameters, filter, server);
            var report = server.verify(request);
            return report.applies()
                ? compared(report, conversion, folder, request, server)
                : ImportProof.notCompared(report, "they cannot be applied");
          });
    } catch (VerificationStopped e) {
      if (e.fault().reason() == Reason.MissingParameter) {
        return ImportProof.notRun(e.fault().message());
      }
      throw client.failure(e.fault());
    } catch (FailureException e) {
      if (e.failure().exitCode() == ExitCode.USAGE) {
        return ImportProof.notRun(e.failure().message());
      }
      throw e;
    }
  }

  private VerificationRequest request(
      Bundle bundle,
      List<Parameter> parameters,
      ChangesetFilter filter,
      ClientContext.ScratchServer server) {
    return new VerificationRequest(
        bundle,
        parameters,
        filter,
        Execution.DEFAULT,
        VerifiedRange.WHOLE,
        0,
        Set.of(),
        Set.of(),
        server.database().own(),
        client.requester(),
        client.names().get());
  }

  private ImportProof compared(
      VerificationReport report,
      Conversion conversion,
      Path folder,
      VerificationRequest request,
      ClientContext.ScratchServer server) {
    try (var theirs = server.databases().create();
        var ours = server.databases().create()) {
      var built =
          new ToolBuild(server.connector(), client.console().environment())
              .run(conversion.tool(), folder, conversion.sources(), theirs.settings());
      return switch (built) {
        case BuiltByTool.NotDone notDone -> ImportProof.notCompared(report, notDone.why());
        case BuiltByTool.Done done -> {
          upgrade(request, ours, server);
          yield new ImportProof(
              Optional.of(report),
              done.by(),
              Optional.of(comparison(theirs.settings(), ours.settings(), server)));
        }
      };
    } catch (SQLException e) {
      throw client.failure(
          new FaultTranslator(
                  server.databases().settings(), request.parameters(), client.names().get())
              .of(e));
    }
  }

  private void upgrade(
      VerificationRequest request, ScratchDatabase database, ClientContext.ScratchServer server) {
    var report =
        server
            .migration()
            .migrate(
                request.run(database.settings(), new Goal.Upgrade("heads")),
                RunListener.SILENT,
                server.cancellation());
    report
        .fault()
        .ifPresent(
            it -> {
              throw client.failure(it);
            });
  }

  private static DatabaseComparison comparison(
      ConnectionSettings theirs, ConnectionSettings ours, ClientContext.ScratchServer server)
      throws SQLException {
    try (var one = open(theirs, server);
        var other = open(ours, server)) {
      return DatabaseComparison.of(one, other, ours.trackingSchema());
    }
  }

  private static Connection open(ConnectionSettings database, ClientContext.ScratchServer server)
      throws SQLException {
    return server.connector().connect(database, "schemactl import", LONGEST_ANSWER);
  }
}
