package dev.schemamigration.cli.option;

import dev.schemamigration.cli.connect.LibpqEnvironment;
import dev.schemamigration.cli.output.Console;
import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundledDirectories;
import dev.schemamigration.source.DirectoryReader;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Resolves options to the inputs of a pass, or reports which option is wrong. */
public final class OptionResolver {
  private static final String BUNDLED = "bundled:";

  private final GlobalOptions globals;
  private final Map<String, String> environment;
  private final LibpqEnvironment libpq;

  public OptionResolver(GlobalOptions globals, Console console) {
    this.globals = globals;
    this.environment = console.environment();
    this.libpq = new LibpqEnvironment(environment, it -> console.err().println("schemactl: " + it));
  }

  /**
   * The revision files, of which there must be some.
   *
   * @throws SourceException when they are not there or cannot be read
   */
  public Bundle bundle() {
    var bundle = read();
    refuse(bundle.emptiness());
    return bundle;
  }

  /**
   * The revision files for a goal.
   *
   * @throws SourceException as {@link #bundle()}, where the goal needs revisions
   */
  public Bundle bundle(Goal goal) {
    var bundle = read();
    refuse(goal.faultOf(bundle));
    return bundle;
  }

  /**
   * The folder of the revision files, for commands that write there; it may be empty.
   *
   * @throws FailureException when the source is no folder
   */
  public RevisionFolder folder() {
    var path = folderPath();
    return new RevisionFolder(path, DirectoryReader.read(path));
  }

  /**
   * The path of that folder, which may not be there yet.
   *
   * @throws FailureException when the source is no folder
   */
  public Path folderPath() {
    if (globals.source().startsWith(BUNDLED)) {
      throw usage(
          "--source: %s is a part of the program and cannot be written; name a folder"
              .formatted(globals.source()));
    }
    return Path.of(globals.source());
  }

  private Bundle read() {
    var source = globals.source();
    return source.startsWith(BUNDLED)
        ? BundledDirectories.read(source.substring(BUNDLED.length()))
        : DirectoryReader.read(Path.of(source));
  }

  private static void refuse(Optional<SourceFault> fault) {
    fault.ifPresent(
        it -> {
          throw new SourceException(it);
        });
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

  private void refuseTwoDatabases() {
    if (globals.databaseUrl().isPresent()) {
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
   * Values for the changelogs.
   *
   * @throws FailureException when one is malformed, given twice, or in no file
   */
  public List<Parameter> parameters() {
    var parameters = new LinkedHashMap<String, Parameter>();
    globals.parameters().forEach(text -> add(parameters, parameter("-P", text, false)));
    for (var text : globals.secretParameters()) {
      var named = parameter("--secret-parameter", text, true);
      add(
          parameters,
          new Parameter(named.name(), read("--secret-parameter", Path.of(named.value())), true));
    }
    return List.copyOf(parameters.values());
  }

  /**
   * The changesets that run, as Liquibase's options name them: contexts are separated by commas.
   *
   * @param names of the settings of the command that runs
   * @throws FailureException when a context is no name, or the labels are no expression
   */
  public ChangesetFilter filter(SettingNames names) {
    var contexts =
        globals.contexts().stream()
            .flatMap(it -> Stream.of(it.split(",")))
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .toList();
    var filter = new ChangesetFilter(contexts, globals.labels());
    filter
        .fault()
        .ifPresent(
            fault -> {
              throw usage(fault.message(names));
            });
    return filter;
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
  private static TargetDatabase embedded(Supplier<TargetDatabase> start) {
    try {
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
    return libpq.complete(
        url().orElse("postgresql://"),
        globals.sslRootCert().map(it -> read("--ssl-root-cert", it)));
  }

  private ConnectionSettings withOptions(ConnectionSettings settings) {
    return new ConnectionSettings(
        settings.host(),
        settings.port(),
        settings.database(),
        settings.user(),
        settings.password(),
        settings.parameters(),
        settings.sslRootCert(),
        globals.schema().or(settings::schema),
        globals.trackingSchema().orElse(settings.trackingSchema()),
        globals.role().or(settings::role),
        settings.origins());
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(it -> !it.isBlank());
  }

  private static Parameter parameter(String option, String text, boolean secret) {
    var equals = text.indexOf('=');
    if (equals < 1) {
      throw usage(option + ": write " + option + (secret ? " NAME=FILE" : " NAME=VALUE"));
    }
    return new Parameter(text.substring(0, equals), text.substring(equals + 1), secret);
  }

  private static void add(Map<String, Parameter> parameters, Parameter parameter) {
    if (parameters.putIfAbsent(parameter.name(), parameter) != null) {
      throw usage("parameter " + parameter.name() + " is given twice; leave one");
    }
  }

  /** The text of a file, without the line end that editors put behind the last line. */
  private static String read(String option, Path file) {
    try {
      var text = Files.readString(file);
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    } catch (IOException e) {
      throw usage(option + ": file " + file + " cannot be read; correct the path");
    }
  }

  private static FailureException usage(String message) {
    return new FailureException(Failure.usage(message));
  }
}
