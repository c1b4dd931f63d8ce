package dev.schemamigration.cli.client;

import dev.schemamigration.cli.option.OptionResolver;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.cli.output.ProgressDisplay;
import dev.schemamigration.cli.output.RunProgress;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.migration.Inspector;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Adoptable;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Inspection;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.offline.OfflineMigration;
import dev.schemamigration.migration.offline.Script;
import dev.schemamigration.migration.readiness.Readiness;
import dev.schemamigration.migration.readiness.ReadinessLook;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs passes for the command line: everything is permitted, and other runs are waited for. */
public final class MigrationClient {
  /** A deadline of zero is none; waiting for another run still ends some day. */
  private static final Duration LONGEST_LOCK_WAIT = Duration.ofDays(1);

  private final ClientContext client;
  private final OptionResolver inputs;

  public MigrationClient(ClientContext client) {
    this.client = client;
    this.inputs = client.inputs();
  }

  /** Migrates, and prints progress. */
  public Report migrate(Goal goal, Execution execution) {
    var bundle = inputs.bundle(goal);
    try (var database = inputs.database()) {
      var request = request(bundle, database.settings(), goal, execution);
      return interruptible(
          (progress, cancellation) ->
              migration(execution).migrate(request, progress, cancellation));
    }
  }

  /** Work that tells what it waits for. */
  private interface Work {
    Report run(RunListener progress, Cancellation cancellation);
  }

  private Report interruptible(Work work) {
    var cancellation = new Cancellation();
    try (var display = ProgressDisplay.started(client.console());
        var interruption = InterruptHandler.of(cancellation, display)) {
      return work.run(new RunProgress(display), cancellation);
    }
  }

  /** Reports what there is to do for a resource with these rules. */
  public Report plan(Goal goal, PolicyRules rules) {
    var bundle = inputs.bundle(goal);
    try (var database = inputs.database()) {
      var request = request(bundle, database.settings(), goal, rules, Execution.DEFAULT);
      return migration(Execution.DEFAULT).inspect(request);
    }
  }

  /** Records without running. */
  public Report stamp(List<String> targets, boolean purge) {
    var goal = new Goal.Declared(String.join(",", targets));
    var bundle = inputs.bundle(goal);
    try (var database = inputs.database()) {
      var request = request(bundle, database.settings(), goal, Execution.DEFAULT);
      return interruptible(
          (progress, cancellation) ->
              migration(Execution.DEFAULT).stamp(request, targets, purge, progress, cancellation));
    }
  }

  /** Records the files of applied revisions as they are now. */
  public Report accept(List<String> revisions) {
    var goal = new Goal.Declared(String.join(",", revisions));
    var bundle = inputs.bundle(goal);
    try (var database = inputs.database()) {
      var request = request(bundle, database.settings(), goal, Execution.DEFAULT);
      return interruptible(
          (progress, cancellation) ->
              migration(Execution.DEFAULT).accept(request, revisions, progress, cancellation));
    }
  }

  /** Creates the tracking tables; no revision file is needed for that. */
  public Report ensureTables() {
    var bundle = noSource();
    try (var database = inputs.database()) {
      var goal = new Goal.Declared("base");
      var request = request(bundle, database.settings(), goal, Execution.DEFAULT);
      return interruptible(
          (progress, cancellation) ->
              migration(Execution.DEFAULT).ensureTables(request, progress, cancellation));
    }
  }

  /** The history of another tool that a run would adopt. */
  public Adoptable adoptable() {
    try (var database = inputs.database()) {
      return migration(Execution.DEFAULT).adoptable(adoption(database.settings()));
    }
  }

  /** Adopts a history that was shown. */
  public Report adopt(Adoptable.History shown) {
    try (var database = inputs.database()) {
      var request = adoption(database.settings());
      return interruptible(
          (progress, cancellation) ->
              migration(Execution.DEFAULT).adopt(request, shown, progress, cancellation));
    }
  }

  private Request adoption(ConnectionSettings settings) {
    return request(inputs.bundle(), settings, new Goal.Declared("base"), Execution.DEFAULT);
  }

  /**
   * Writes what a run would do as a script, without a database.
   *
   * @throws FailureException when it cannot be written
   */
  public String script(Execution execution, Function<OfflineMigration, Script> writer) {
    return script(inputs.bundle(), execution, writer);
  }

  /** The same without any revision file. */
  public String scriptWithoutSource(Function<OfflineMigration, Script> writer) {
    return script(noSource(), Execution.DEFAULT, writer);
  }

  private static Bundle noSource() {
    return new Bundle("no source", List.of(), Map.of(), Optional.empty());
  }

  private String script(
      Bundle bundle, Execution execution, Function<OfflineMigration, Script> writer) {
    var request =
        new Request(
            client.requester(),
            bundle,
            inputs.databaseOfScript(),
            new Goal.Declared("base"),
            parametersOfScript(),
            inputs.filter(client.names().get()),
            PolicyRules.PERMISSIVE,
            execution,
            inputs.adoption(),
            client.names().get());
    return switch (writer.apply(new OfflineMigration(request))) {
      case Script.Written written -> written.text();
      case Script.Stopped stopped -> throw client.failure(stopped.fault());
    };
  }

  /** What is recorded in a database, and which database that is. */
  public record InspectedDatabase(ConnectionSettings settings, Inspection.Read read) {}

  /**
   * The revisions that the database is at.
   *
   * @throws FailureException when that cannot be read
   */
  public Inspection.Read inspect() {
    return inspectDatabase().read();
  }

  /**
   * The same with the database.
   *
   * @throws FailureException when that cannot be read
   */
  public InspectedDatabase inspectDatabase() {
    var bundle = inputs.bundle();
    try (var database = inputs.database()) {
      return new InspectedDatabase(database.settings(), inspect(bundle, database.settings()));
    }
  }

  /** Anyone who has a script can read the values in it. */
  private List<Parameter> parametersOfScript() {
    var parameters = inputs.parameters();
    parameters.stream()
        .filter(Parameter::secret)
        .findFirst()
        .ifPresent(
            it -> {
              throw new FailureException(
                  Failure.usage(
                      "--secret-parameter "
                          + it.name()
                          + ": a script would hold the value in clear text; apply revisions that"
                          + " use it over a connection, or give a value that may be read with"
                          + " -P"));
            });
    return parameters;
  }

  /**
   * Looks whether the database has what a target names. The source may be missing.
   *
   * @param looking looks as often as it likes
   */
  public Readiness readiness(String target, Function<Supplier<Readiness>, Readiness> looking) {
    var declared = inputs.bundleIfAny().graph();
    try (var database = inputs.database()) {
      var look = new ReadinessLook(client.connector(), database.settings(), client.names().get());
      return looking.apply(() -> look.at(target, declared));
    }
  }

  /** What a fault is to the command that runs. */
  public Failure failure(Fault fault) {
    return Failure.of(fault, client.names().get());
  }

  private Inspection.Read inspect(Bundle bundle, ConnectionSettings settings) {
    return switch (new Inspector(client.connector(), client.requester(), client.names().get())
        .inspect(bundle, settings)) {
      case Inspection.Read read -> read;
      case Inspection.Stopped stopped -> throw client.failure(stopped.fault());
    };
  }

  private Request request(
      Bundle bundle, ConnectionSettings settings, Goal goal, Execution execution) {
    return request(bundle, settings, goal, PolicyRules.PERMISSIVE, execution);
  }

  private Request request(
      Bundle bundle,
      ConnectionSettings settings,
      Goal goal,
      PolicyRules rules,
      Execution execution) {
    return new Request(
        client.requester(),
        bundle,
        settings,
        goal,
        inputs.parameters(),
        inputs.filter(client.names().get()),
        rules,
        execution,
        inputs.adoption(),
        client.names().get());
  }

  private Migration migration(Execution execution) {
    var deadline = execution.deadline();
    return client.migration(deadline.isZero() ? LONGEST_LOCK_WAIT : deadline);
  }
}
