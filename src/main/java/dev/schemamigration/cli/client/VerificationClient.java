package dev.schemamigration.cli.client;

import dev.schemamigration.cli.option.OptionResolver;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.cli.output.VerificationProgress;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.StateVerifier;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.StateVerification;
import dev.schemamigration.scratch.ScratchDatabases;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.text.Printable;
import dev.schemamigration.verify.Verification;
import dev.schemamigration.verify.VerificationReport;
import dev.schemamigration.verify.VerificationRequest;
import dev.schemamigration.verify.VerificationStopped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Runs verifications for the command line. */
public final class VerificationClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LOCK_WAIT = Duration.ofMinutes(1);

  private final OptionResolver inputs;
  private final Console console;
  private final Requester requester;
  private final Supplier<SettingNames> names;

  /**
   * @param names of the settings of the command that runs
   */
  public VerificationClient(
      OptionResolver inputs, Console console, String version, Supplier<SettingNames> names) {
    this.inputs = inputs;
    this.console = console;
    this.requester = new Requester("schemactl", 0, version);
    this.names = names;
  }

  /**
   * Verifies the state of the database.
   *
   * @throws FailureException when there is no result
   */
  public StateVerification.Done state(Execution limits) {
    var bundle = inputs.bundle();
    var cancellation = new Cancellation();
    try (var database = inputs.database();
        var interruption = InterruptHandler.of(cancellation)) {
      var verifier = new StateVerifier(new Connector(CONNECT_TIMEOUT), requester, names.get());
      return switch (verifier.run(bundle, database.settings(), limits, cancellation)) {
        case StateVerification.Done done -> done;
        case StateVerification.Stopped stopped ->
            throw new FailureException(Failure.of(stopped.fault(), names.get()));
      };
    }
  }

  /**
   * Verifies the directory, and prints progress.
   *
   * @throws FailureException when there is no result
   */
  public VerificationReport run(
      Execution execution, Optional<String> from, int sample, List<String> acceptedLoss) {
    var bundle = inputs.bundle();
    var parameters = inputs.parameters();
    var filter = inputs.filter(names.get());
    var connector = new Connector(CONNECT_TIMEOUT);
    var random = RandomGenerator.getDefault();
    var migration = new Migration(connector, Clock.systemUTC(), random, LOCK_WAIT);
    var cancellation = new Cancellation();
    try (var interruption = InterruptHandler.of(cancellation);
        var server = inputs.scratchServer();
        var databases =
            ScratchDatabases.beside(
                connector, server.settings(), "schemactl verify", Clock.systemUTC(), random)) {
      databases
          .leftovers()
          .forEach(it -> console.err().println(Printable.line("schemactl: " + it.described())));
      var request =
          new VerificationRequest(
              bundle,
              parameters,
              filter,
              execution,
              from,
              sample,
              Set.copyOf(acceptedLoss),
              server.own(),
              requester,
              names.get());
      return new Verification(connector, migration, System::nanoTime)
          .run(request, databases, new VerificationProgress(console.err()), cancellation);
    } catch (VerificationStopped e) {
      throw new FailureException(Failure.of(e.fault(), names.get()));
    }
  }
}
