package dev.schemamigration.cli.client;

import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.cli.output.ProgressDisplay;
import dev.schemamigration.migration.StateVerifier;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.StateVerification;
import dev.schemamigration.verify.VerificationReport;
import dev.schemamigration.verify.VerificationRequest;
import dev.schemamigration.verify.VerificationStopped;
import dev.schemamigration.verify.VerifiedRange;
import java.util.List;
import java.util.Set;

/** Runs verifications for the command line. */
public final class VerificationClient {
  private final ClientContext client;

  public VerificationClient(ClientContext client) {
    this.client = client;
  }

  /**
   * Verifies the state of the database.
   *
   * @throws FailureException when there is no result
   */
  public StateVerification.Done state(Execution limits) {
    var bundle = client.inputs().bundle();
    var cancellation = new Cancellation();
    try (var database = client.inputs().database();
        var display = ProgressDisplay.started(client.console());
        var interruption = InterruptHandler.of(cancellation, display)) {
      var verifier =
          new StateVerifier(client.connector(), client.requester(), client.names().get());
      return switch (verifier.run(bundle, database.settings(), limits, cancellation)) {
        case StateVerification.Done done -> done;
        case StateVerification.Stopped stopped -> throw client.failure(stopped.fault());
      };
    }
  }

  /**
   * Verifies revisions of the directory, and prints progress.
   *
   * @throws FailureException when there is no result
   */
  public VerificationReport run(
      Execution execution,
      VerifiedRange range,
      int sample,
      List<String> acceptedLoss,
      List<String> acceptedIntervention) {
    var inputs = client.inputs();
    var names = client.names().get();
    var bundle = inputs.bundle();
    range.require(bundle.graph());
    var parameters = inputs.parameters();
    var filter = inputs.filter(names);
    try {
      return client.onScratch(
          inputs::scratchServer,
          "schemactl verify",
          server -> {
            var request =
                new VerificationRequest(
                    bundle,
                    parameters,
                    filter,
                    execution,
                    range,
                    sample,
                    Set.copyOf(acceptedLoss),
                    Set.copyOf(acceptedIntervention),
                    server.database().own(),
                    client.requester(),
                    names);
            return server.verify(request);
          });
    } catch (VerificationStopped e) {
      throw client.failure(e.fault());
    }
  }
}
