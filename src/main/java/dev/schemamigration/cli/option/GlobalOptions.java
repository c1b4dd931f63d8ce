package dev.schemamigration.cli.option;

import dev.schemamigration.migration.api.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** The options of all commands, before or after the name of the command, as they were written. */
public final class GlobalOptions {
  /** Where revision files are when nothing is said. */
  static final String DEFAULT_SOURCE = "./migrations";

  /** How results are written. */
  public enum Format {
    TEXT,
    JSON,
    /** Of {@code verify} alone. */
    JUNIT;

    public static Format of(String text) {
      return switch (text) {
        case "text" -> TEXT;
        case "json" -> JSON;
        case "junit" -> JUNIT;
        default ->
            throw new TypeConversionException("'" + text + "' is no format; write text or json");
      };
    }
  }

  @Option(
      names = "--source",
      scope = ScopeType.INHERIT,
      paramLabel = "DIR|bundled:NAME",
      defaultValue = DEFAULT_SOURCE,
      description = {"Where the revision files are", "(default: ${DEFAULT-VALUE})."})
  private String source = DEFAULT_SOURCE;

  @Option(
      names = "--database-url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = {
        "Which database, as postgresql://user:password@host:port/name or in JDBC's or",
        "SQLAlchemy's form (default: $DATABASE_URL). What it leaves open comes from libpq's",
        "service file, environment (PGHOST, PGPASSWORD, ...) and password file."
      })
  private @Nullable String databaseUrl;

  @Option(
      names = "--embedded",
      scope = ScopeType.INHERIT,
      description = "Use a Postgres that is started for this command and thrown away after it.")
  private boolean embedded;

  @Option(
      names = "--schema",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "search_path of the migrations (default: the URL's, else the role's own).")
  private @Nullable String schema;

  @Option(
      names = "--tracking-schema",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "Where it is recorded what has run (default: schema_migration).")
  private @Nullable String trackingSchema;

  @Option(
      names = "--role",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME",
      description = "Work as this role after connecting (SET ROLE).")
  private @Nullable String role;

  @Option(
      names = "--adopt",
      scope = ScopeType.INHERIT,
      paramLabel = "auto|never",
      defaultValue = "auto",
      description = {
        "Whether upgrade, downgrade and plan take over the history of another tool",
        "where nothing is recorded yet (default: ${DEFAULT-VALUE})."
      })
  private Request.Adoption adoption = Request.Adoption.AUTO;

  @Option(
      names = "--ssl-root-cert",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Certificate authority of the server, as PEM.")
  private @Nullable Path sslRootCert;

  @Option(
      names = {"-P", "--parameter"},
      scope = ScopeType.INHERIT,
      paramLabel = "NAME=VALUE",
      description = "Value of $${NAME} in changelogs; may be repeated.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--secret-parameter",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME=FILE",
      description = "As -P, with a value that is read from a file and neither stored nor shown.")
  private List<String> secretParameters = new ArrayList<>();

  @Option(
      names = "--contexts",
      scope = ScopeType.INHERIT,
      paramLabel = "NAME,...",
      description = {
        "Contexts in which changesets run; those of other contexts are left out",
        "(default: all run but those that require a context, as @name)."
      })
  private List<String> contexts = new ArrayList<>();

  @Option(
      names = "--labels",
      scope = ScopeType.INHERIT,
      paramLabel = "EXPRESSION",
      description = "Label expression; changesets whose labels do not match are left out.")
  private String labels = "";

  @Option(
      names = {"-o", "--output"},
      scope = ScopeType.INHERIT,
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How results are written (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  public static Request.Adoption adoption(String text) {
    return switch (text) {
      case "auto" -> Request.Adoption.AUTO;
      case "never" -> Request.Adoption.NEVER;
      default -> throw new TypeConversionException("'" + text + "' is none; write auto or never");
    };
  }

  String source() {
    return source;
  }

  Optional<String> databaseUrl() {
    return Optional.ofNullable(databaseUrl);
  }

  boolean embedded() {
    return embedded;
  }

  Optional<String> schema() {
    return Optional.ofNullable(schema);
  }

  Optional<String> trackingSchema() {
    return Optional.ofNullable(trackingSchema);
  }

  Optional<String> role() {
    return Optional.ofNullable(role);
  }

  public Request.Adoption adoption() {
    return adoption;
  }

  Optional<Path> sslRootCert() {
    return Optional.ofNullable(sslRootCert);
  }

  List<String> parameters() {
    return List.copyOf(parameters);
  }

  List<String> secretParameters() {
    return List.copyOf(secretParameters);
  }

  List<String> contexts() {
    return List.copyOf(contexts);
  }

  String labels() {
    return labels;
  }

  public boolean json() {
    return format == Format.JSON;
  }

  public boolean junit() {
    return format == Format.JUNIT;
  }
}
