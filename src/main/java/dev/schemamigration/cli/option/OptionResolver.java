package dev.schemamigration.cli.option;

import dev.schemamigration.cli.connect.LibpqEnvironment;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.local.ThrowAwayPostgres;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.fault.SourceException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Resolves options to the inputs of a pass, or reports which option is wrong. */
public final class OptionResolver {
  private final GlobalOptions globals;
  private final Map<String, String> environment;
  private final Consumer<String> notes;
  private final LibpqEnvironment libpq;
  private final SourceOptions source;
  private final ChangelogOptions changelogs;

  public OptionResolver(GlobalOptions globals, Console console) {
    this.globals = globals;
    this.source = new SourceOptions(globals);
    this.changelogs = new ChangelogOptions(globals);
    this.environment = console.environment();
    this.notes = it -> console.err().println("schemactl: " + it);
    this.libpq = new LibpqEnvironment(environment, notes);
  }

  /**
   * The revision files, of which there must be some.
   *
   * @throws SourceException when they are not there or cannot be read
   */
  public Bundle bundle() {
    return source.bundle();
  }

  /**
   * The revision files for a goal.
   *
   * @throws SourceException as {@link #bundle()}, where the goal needs revisions
   */
  public Bundle bundle(Goal goal) {
    return source.bundle(goal);
  }

  /** The revision files, or none where no source is named and the default one is not there. */
  public Bundle bundleIfAny() {
    return source.bundleIfAny();
  }

  /** The folder of the revision files, for commands that write there; it may be empty. */
  public RevisionFolder folder() {
    return source.folder();
  }

  /** The path of that folder, which may not be there yet. */
  public Path folderPath() {
    return source.folderPath();
  }

  /**
   * The database; the caller closes it.
   *
   * @throws FailureException when none is named, or two are
   * @throws dev.schemamigration.database.connection.ConnectionException when the URL cannot be used
   */
  public TargetDatabase database() {
    if (!globals.embedded()) {
      return TargetDatabase.at(withOptions(named()));
    }
    refuseTwoDatabases();
    return withOptions(embedded(TargetDatabase::embedded));
  }

  /**
   * The server for scratch databases, which the caller closes: that of the database that is named,
   * else an embedded one.
   *
   * @throws FailureException as {@link #database()}
   */
  public TargetDatabase scratchServer() {
    if (namesDatabase() && !globals.embedded()) {
      return TargetDatabase.at(withOptions(named()));
    }
    refuseTwoDatabases();
    return withOptions(embedded(TargetDatabase::embeddedServer));
  }

  /**
   * The server for scratch databases of a command that has nothing to do with a database else: an
   * embedded one unless the option names one. The environment counts for nothing here.
   *
   * @throws FailureException as {@link #database()}
   */
  public TargetDatabase separateServer() {
    refuseTwoDatabases();
    return globals.databaseUrl().isPresent()
        ? TargetDatabase.at(withOptions(named()))
        : withOptions(embedded(TargetDatabase::embeddedServer));
  }

  /**
   * The database that a URL names, with the schemas and the role of the options.
   *
   * @throws dev.schemamigration.database.connection.ConnectionException when it cannot be used
   */
  public ConnectionSettings connection(String url) {
    return withOptions(complete(url));
  }

  /** Refuses options that name a database beside one that names something else. */
  public void refuseDatabase(String option) {
    if (globals.embedded() || globals.databaseUrl().isPresent()) {
      throw usage(
          "%s and %s name two things to look at; leave one out"
              .formatted(option, globals.embedded() ? "--embedded" : "--database-url"));
    }
  }

  private void refuseTwoDatabases() {
    if (globals.embedded() && globals.databaseUrl().isPresent()) {
      throw usage("--embedded and --database-url name two databases; leave one out");
    }
  }

  private TargetDatabase withOptions(TargetDatabase embedded) {
    try {
      return embedded.with(withOptions(embedded.settings()));
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  /**
   * The database that a script is for. Where none is named, only the options for schemas and role
   * count.
   *
   * @throws FailureException when it would be a throw-away one
   */
  public ConnectionSettings databaseOfScript() {
    if (globals.embedded()) {
      throw usage("--sql writes a script and runs nothing; leave --embedded out");
    }
    return withOptions(
        namesDatabase()
            ? named()
            : ConnectionSettings.of("localhost", 5432, "database", "user", Optional.empty()));
  }

  /** Values for the changelogs. */
  public List<Parameter> parameters() {
    return changelogs.parameters();
  }

  /** The changesets that run, with the names of settings for messages. */
  public ChangesetFilter filter(SettingNames names) {
    return changelogs.filter(names);
  }

  /** Whether the result is written as JUnit XML. */
  public boolean writesJUnit() {
    return globals.junit();
  }

  /** Whether the history of another tool is taken over. */
  public Request.Adoption adoption() {
    return globals.adoption();
  }

  /** The image of the operator leaves the embedded server out. */
  private TargetDatabase embedded(Supplier<TargetDatabase> start) {
    try {
      ThrowAwayPostgres.removeLeftovers()
          .forEach(
              it ->
                  notes.accept(
                      "the embedded Postgres of a process that was killed is ended, and its folder "
                          + it
                          + " deleted"));
      return start.get();
    } catch (NoClassDefFoundError e) {
      throw notInstalled();
    } catch (IllegalStateException e) {
      throw new FailureException(
          new Failure(ExitCode.FAILED, Reason.DatabaseUnreachable.name(), e.getMessage()));
    } catch (RuntimeException e) {
      // The class loader of the packaged program throws this when a jar of its list is gone.
      throw e.getCause() instanceof NoSuchFileException ? notInstalled() : e;
    }
  }

  private static FailureException notInstalled() {
    return usage("--embedded: this installation has no embedded Postgres; name a database");
  }

  private Optional<String> url() {
    return globals.databaseUrl().or(() -> variable("DATABASE_URL"));
  }

  private boolean namesDatabase() {
    return url().isPresent() || libpq.namesDatabase();
  }

  private ConnectionSettings named() {
    if (!namesDatabase()) {
      throw usage(
          "no database is named: give --database-url, set DATABASE_URL, or PGHOST and PGDATABASE,"
              + " or use --embedded for a throw-away one");
    }
    return complete(url().orElse("postgresql://"));
  }

  private ConnectionSettings complete(String url) {
    return libpq.complete(
        url, globals.sslRootCert().map(it -> ChangelogOptions.read("--ssl-root-cert", it)));
  }

  private ConnectionSettings withOptions(ConnectionSettings settings) {
    return settings
        .withSchemas(
            globals.schema().or(settings::schema),
            globals.trackingSchema().orElse(settings.trackingSchema()))
        .withRole(globals.role().or(settings::role));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(it -> !it.isBlank());
  }

  private static FailureException usage(String message) {
    return new FailureException(Failure.usage(message));
  }
}
