package dev.schemamigration.testing;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.migration.Migration;
import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.Parameter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Migrates one database, with defaults for everything in a request that a test does not set. */
public final class MigrationFixture {
  public final TestDatabase database;
  public final Migration migration =
      new Migration(
          new Connector(Duration.ofSeconds(5)),
          Clock.systemUTC(),
          RandomGenerator.getDefault(),
          Duration.ofSeconds(30));
  public final List<String> started = new ArrayList<>();
  final RunListener listener =
      new RunListener() {
        @Override
        public void began(StepProgress progress) {
          started.add(progress.step().operation() + " " + progress.step().revision());
        }
      };

  public MigrationFixture(TestDatabase database) {
    this.database = database;
  }

  /** Revision files by name, in the order given. */
  public static Map<String, String> files(String... namesAndTexts) {
    var files = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return files;
  }

  /** A formatted SQL revision of one changeset. */
  public static String revision(String id, String parent, String sql, String rollback) {
    return """
    --liquibase formatted sql
    -- revision: %s
    -- down_revision: %s

    --changeset test:%s
    %s
    %s
    """
        .formatted(
            id,
            parent,
            id,
            sql,
            rollback.isEmpty() ? "" : "--rollback " + rollback.replace("\n", "\n--rollback "));
  }

  public ConnectionSettings settings() {
    return database.settings();
  }

  public Request request(Map<String, String> files, String target) {
    return request(files, target, PolicyRules.DEFAULT, List.of());
  }

  public Request request(
      Map<String, String> files, String target, PolicyRules rules, List<Parameter> parameters) {
    return request(bundle(files), target, rules, parameters);
  }

  public Request request(Bundle bundle, String target) {
    return request(bundle, target, PolicyRules.DEFAULT, List.of());
  }

  /** A request for a database that is not this one's. */
  public static Request request(
      ConnectionSettings settings, Map<String, String> files, String target) {
    return request(settings, bundle(files), target, PolicyRules.DEFAULT, List.of());
  }

  private static Bundle bundle(Map<String, String> files) {
    var bytes = new LinkedHashMap<String, byte[]>();
    files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return BundleReader.read("test", bytes);
  }

  public Request request(
      Bundle bundle, String target, PolicyRules rules, List<Parameter> parameters) {
    return request(settings(), bundle, target, rules, parameters);
  }

  private static Request request(
      ConnectionSettings settings,
      Bundle bundle,
      String target,
      PolicyRules rules,
      List<Parameter> parameters) {
    return new Request(
        new Requester("shop/app", 1, "test"),
        bundle,
        settings,
        new Goal.Declared(target),
        parameters,
        ChangesetFilter.NONE,
        rules,
        Execution.DEFAULT,
        Request.Adoption.AUTO,
        SpecFieldNames.INSTANCE);
  }

  /** The same request over another way to the database. */
  public static Request through(TestDatabase database, Request request) {
    return with(request, new MigrationFixture(database).settings());
  }

  public static Request with(Request request, Execution execution) {
    return new Request(
        request.requester(),
        request.bundle(),
        request.database(),
        request.goal(),
        request.parameters(),
        request.filter(),
        request.rules(),
        execution,
        request.adoption(),
        request.names());
  }

  public static Request with(Request request, Goal goal) {
    return new Request(
        request.requester(),
        request.bundle(),
        request.database(),
        goal,
        request.parameters(),
        request.filter(),
        request.rules(),
        request.execution(),
        request.adoption(),
        request.names());
  }

  public static Request with(Request request, ConnectionSettings settings) {
    return new Request(
        request.requester(),
        request.bundle(),
        settings,
        request.goal(),
        request.parameters(),
        request.filter(),
        request.rules(),
        request.execution(),
        request.adoption(),
        request.names());
  }

  public static Request with(Request request, ChangesetFilter filter) {
    return new Request(
        request.requester(),
        request.bundle(),
        request.database(),
        request.goal(),
        request.parameters(),
        filter,
        request.rules(),
        request.execution(),
        request.adoption(),
        request.names());
  }

  public static Request with(Request request, Request.Adoption adoption) {
    return new Request(
        request.requester(),
        request.bundle(),
        request.database(),
        request.goal(),
        request.parameters(),
        request.filter(),
        request.rules(),
        request.execution(),
        adoption,
        request.names());
  }

  public Report migrate(Map<String, String> files, String target, Parameter... parameters) {
    return migrate(request(files, target, PolicyRules.DEFAULT, List.of(parameters)));
  }

  /** As a resource that lets its source undo what it has lost, as by a reverted commit. */
  public Report migrateReverted(Map<String, String> files, String target, Parameter... parameters) {
    return migrate(request(files, target, PolicyRules.PERMISSIVE, List.of(parameters)));
  }

  public Report migrate(Request request) {
    return migration.migrate(request, listener, new Cancellation());
  }

  /** Starts a run with these limits, in milliseconds; a statement timeout of 0 is none. */
  public Background<Report> start(
      Map<String, String> files,
      String target,
      int lock,
      int statement,
      int deadline,
      RunListener listener) {
    var execution =
        new Execution(
            Execution.TransactionScope.REVISION,
            Duration.ofMillis(lock),
            Duration.ofMillis(statement),
            Duration.ofMillis(deadline));
    return start(with(request(files, target), execution), listener);
  }

  /** Starts a run and does not wait for it. */
  public Background<Report> start(Request request, RunListener listener) {
    return start(request, listener, new Cancellation());
  }

  /** The same, with the order that can end it. */
  public Background<Report> start(
      Request request, RunListener listener, Cancellation cancellation) {
    return Background.start(() -> migration.migrate(request, listener, cancellation));
  }
}
