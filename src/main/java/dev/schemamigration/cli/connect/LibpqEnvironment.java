package dev.schemamigration.cli.connect;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.ConnectionUrl;
import dev.schemamigration.database.connection.PartialConnection;
import dev.schemamigration.database.connection.Secret;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Completes a database URL as psql does: what the URL leaves open comes from the service that is
 * named, then from libpq's environment variables, then from libpq's defaults; a password that is
 * still missing comes from the password file. Without a URL, the environment alone names the
 * database. The order is that of libpq's {@code conninfo_add_defaults}. Unlike there, the default
 * host is {@code localhost}, because a Java process reaches servers by TCP only.
 */
public final class LibpqEnvironment {
  /** Variables by the keyword that they stand for. */
  private static final Map<String, String> VARIABLES = variables();

  /** Variables any of which names a database. */
  private static final Set<String> NAMING =
      Set.of("PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE");

  private final Map<String, String> environment;
  private final Consumer<String> warnings;

  /**
   * @param environment of the process
   * @param warnings gets a line for each file that is passed over
   */
  public LibpqEnvironment(Map<String, String> environment, Consumer<String> warnings) {
    this.environment = Map.copyOf(environment);
    this.warnings = warnings;
  }

  /** Whether the environment names a database without a URL. */
  public boolean namesDatabase() {
    return NAMING.stream().anyMatch(it -> variable(it).isPresent());
  }

  /**
   * The settings of a URL, completed.
   *
   * @param url a database URL, or an empty one of libpq's form for the environment alone
   * @param rootCertificate given beside it, before what any of them says
   * @throws ConnectionException when URL, service or a variable cannot be used
   */
  public ConnectionSettings complete(String url, Optional<String> rootCertificate) {
    var service = ServiceName.in(url);
    var fields =
        fields(Optional.empty(), Optional.empty(), Optional.empty(), rootCertificate)
            .orDefault(ConnectionUrl.fields(service.rest()));
    var files = new TlsFiles(fields.sslRootCert().isPresent());
    var named = service.name().or(() -> variable("PGSERVICE"));
    if (named.isPresent()) {
      var options = ServiceFile.options(named.get(), environment);
      fields = fields.orDefault(options(options.where(), files, options.values()));
    }
    for (var variable : VARIABLES.entrySet()) {
      fields = fields.orDefault(ofVariable(variable.getKey(), files, variable.getValue()));
    }
    return withPassword(files.complete(fields.orDefault(defaults()), home())).settings();
  }

  private PartialConnection ofVariable(String name, TlsFiles files, String keyword) {
    return variable(name)
        .map(it -> options(name, files, Map.of(keyword, it)))
        .orElse(PartialConnection.NONE);
  }

  private static PartialConnection options(
      String where, TlsFiles files, Map<String, String> options) {
    return ConnectionUrl.options(where, files.without(where, options));
  }

  private PartialConnection defaults() {
    return fields(
        Optional.of("localhost"),
        Optional.of(System.getProperty("user.name")),
        Optional.empty(),
        Optional.empty());
  }

  private PartialConnection withPassword(PartialConnection fields) {
    if (fields.password().isPresent()) {
      return fields;
    }
    return passwordFile()
        .flatMap(
            it ->
                PasswordFile.password(
                    it,
                    fields.host().orElseThrow(),
                    fields.port().orElse(5432),
                    fields.database().or(fields::user).orElseThrow(),
                    fields.user().orElseThrow(),
                    warnings))
        .map(
            it ->
                fields.orDefault(
                    fields(Optional.empty(), Optional.empty(), Optional.of(it), Optional.empty())))
        .orElse(fields);
  }

  private Optional<Path> passwordFile() {
    return variable("PGPASSFILE").map(Path::of).or(() -> home().map(it -> it.resolve(".pgpass")));
  }

  private Optional<Path> home() {
    return variable("HOME").map(Path::of);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(it -> !it.isBlank());
  }

  static PartialConnection fields(
      Optional<String> host,
      Optional<String> user,
      Optional<Secret> password,
      Optional<String> rootCertificate) {
    return new PartialConnection(
        host,
        Optional.empty(),
        Optional.empty(),
        user,
        password,
        Map.of(),
        Optional.empty(),
        rootCertificate);
  }

  private static Map<String, String> variables() {
    var variables = new LinkedHashMap<String, String>();
    variables.put("PGHOST", "host");
    variables.put("PGHOSTADDR", "host");
    variables.put("PGPORT", "port");
    variables.put("PGDATABASE", "dbname");
    variables.put("PGUSER", "user");
    variables.put("PGPASSWORD", "password");
    variables.put("PGSSLMODE", "sslmode");
    variables.put("PGSSLROOTCERT", TlsFiles.ROOT_CERTIFICATE);
    variables.put("PGSSLNEGOTIATION", "sslnegotiation");
    variables.put("PGSSLCERT", "sslcert");
    variables.put("PGSSLKEY", "sslkey");
    variables.put("PGSSLCRL", "sslcrl");
    variables.put("PGSSLCRLDIR", "sslcrldir");
    variables.put("PGCHANNELBINDING", "channel_binding");
    variables.put("PGREQUIREAUTH", "require_auth");
    variables.put("PGGSSENCMODE", "gssencmode");
    variables.put("PGCONNECT_TIMEOUT", "connect_timeout");
    variables.put("PGOPTIONS", "options");
    variables.put("PGCLIENTENCODING", "client_encoding");
    variables.put("PGTARGETSESSIONATTRS", "target_session_attrs");
    return variables;
  }
}
