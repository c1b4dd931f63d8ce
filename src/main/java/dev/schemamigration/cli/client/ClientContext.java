package dev.schemamigration.cli.client;

import dev.schemamigration.cli.option.OptionResolver;
import dev.schemamigration.cli.option.TargetDatabase;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.cli.output.ProgressDisplay;
import dev.schemamigration.cli.output.VerificationProgress;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.scratch.ScratchDatabases;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.verify.Verification;
import dev.schemamigration.verify.VerificationReport;
import dev.schemamigration.verify.VerificationRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The dependencies of the clients, and how they connect.
 *
 * @param requester under whose name they work
 * @param names of the settings of the command that runs
 */
public record ClientContext(
    OptionResolver inputs, Console console, Requester requester, Supplier<SettingNames> names) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  /** Nobody but the command itself works on a scratch database. */
  private static final Duration SCRATCH_LOCK_WAIT = Duration.ofMinutes(1);

  /**
   * @param version of this program
   */
  public static ClientContext of(
      OptionResolver inputs, Console console, String version, Supplier<SettingNames> names) {
    return new ClientContext(inputs, console, new Requester("schemactl", 0, version), names);
  }

  Connector connector() {
    return new Connector(CONNECT_TIMEOUT);
  }

  Migration migration(Duration lockWait) {
    return new Migration(connector(), Clock.systemUTC(), RandomGenerator.getDefault(), lockWait);
  }

  FailureException failure(Fault fault) {
    return new FailureException(Failure.of(fault, names.get()));
  }

  /** A server on which scratch databases can be created, and what works on them. */
  record ScratchServer(
      TargetDatabase database,
      ScratchDatabases databases,
      Connector connector,
      Migration migration,
      ProgressDisplay display,
      Cancellation cancellation) {

    /** Verifies a directory, and prints progress. */
    VerificationReport verify(VerificationRequest request) {
      return new Verification(connector, migration, System::nanoTime)
          .run(request, databases, new VerificationProgress(display), cancellation);
    }
  }

  /** Work on scratch databases. */
  interface ScratchWork<T> {
    T run(ScratchServer server);
  }

  /**
   * Does work on scratch databases beside a database, which is closed afterwards. Names the
   * databases that commands which were killed had left there.
   *
   * @param purpose for the comments of the scratch databases
   */
  <T> T onScratch(Supplier<TargetDatabase> database, String purpose, ScratchWork<T> work) {
    var connector = connector();
    var cancellation = new Cancellation();
    try (var display = ProgressDisplay.started(console);
        var interruption = InterruptHandler.of(cancellation, display);
        var server = database.get();
        var databases =
            ScratchDatabases.beside(
                connector,
                server.settings(),
                purpose,
                Clock.systemUTC(),
                RandomGenerator.getDefault())) {
      databases.leftovers().forEach(it -> display.print("schemactl: " + it.described()));
      return work.run(
          new ScratchServer(
              server, databases, connector, migration(SCRATCH_LOCK_WAIT), display, cancellation));
    }
  }
}
