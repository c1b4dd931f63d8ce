package dev.schemamigration.database.connection;

import dev.schemamigration.database.connection.UrlParameterRule.Holds;
import dev.schemamigration.database.connection.UrlParameterRule.IsField;
import dev.schemamigration.database.connection.UrlParameterRule.IsOptions;
import dev.schemamigration.database.connection.UrlParameterRule.IsRootCertificate;
import dev.schemamigration.database.connection.UrlParameterRule.IsSchema;
import dev.schemamigration.database.connection.UrlParameterRule.IsSsl;
import dev.schemamigration.database.connection.UrlParameterRule.LeftOut;
import dev.schemamigration.database.connection.UrlParameterRule.Passes;
import dev.schemamigration.database.connection.UrlParameterRule.Refused;
import dev.schemamigration.database.wire.AuthMethod;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/** The allow-list of connection parameters; {@link ConnectionUrl} gives the reasons. */
final class UrlParameterRules {
  static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  /** Methods of login, which {@code LoginPolicy} holds; the driver's own list knows none of it. */
  static final String REQUIRE_AUTH = "requireAuth";

  /** What passes and is not for the driver. */
  static final Set<String> OWN = Set.of(REQUIRE_AUTH, "connectTimeout", "loginTimeout");

  private static final Pattern SECONDS = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Map<String, UrlParameterRule> RULES = rules();
  private static final Set<String> DRIVER_NAMES =
      Arrays.stream(PGProperty.values()).map(PGProperty::getName).collect(Collectors.toSet());

  private UrlParameterRules() {}

  /** The rule of a parameter; one that is not listed is refused. */
  static UrlParameterRule of(String name) {
    return Optional.ofNullable(RULES.get(name))
        .orElseGet(() -> new Refused(UrlParameterRefusal.NOT_LISTED));
  }

  /** Whether the name is one of the allow-list or the driver, so that a message may repeat it. */
  static boolean wellKnown(String name) {
    return RULES.containsKey(name) || DRIVER_NAMES.contains(name);
  }

  private static Map<String, UrlParameterRule> rules() {
    var rules = new HashMap<String, UrlParameterRule>();
    fields(rules);
    tls(rules);
    timing(rules);
    schemas(rules);
    leftOut(rules);
    refused(rules);
    return Map.copyOf(rules);
  }

  private static void fields(Map<String, UrlParameterRule> rules) {
    all(rules, new IsField(ConnectionField.HOST), "host");
    all(rules, new IsField(ConnectionField.PORT), "port");
    all(rules, new IsField(ConnectionField.NAME), "dbname", "database");
    all(rules, new IsField(ConnectionField.USERNAME), "user", "username");
    all(rules, new IsField(ConnectionField.PASSWORD), "password");
  }

  private static void tls(Map<String, UrlParameterRule> rules) {
    all(rules, oneOf("sslmode", SSL_MODES), "sslmode");
    all(rules, new IsSsl(), "ssl");
    all(rules, new IsRootCertificate(), "sslrootcert");
    all(
        rules,
        oneOf("sslNegotiation", Set.of("postgres", "direct")),
        "sslnegotiation",
        "sslNegotiation");
    all(
        rules,
        oneOf("channelBinding", Set.of("disable", "prefer", "require")),
        "channel_binding",
        "channelBinding");
    all(
        rules,
        new Passes(
            REQUIRE_AUTH,
            it -> AuthMethod.parse(it).isPresent(),
            "a list of " + AuthMethod.words() + ", or of those with ! in front"),
        "require_auth",
        REQUIRE_AUTH);
    var withoutKerberos = Set.of("disable", "allow", "prefer");
    all(
        rules,
        new Holds(withoutKerberos::contains, "disable, allow or prefer: Kerberos is not supported"),
        "gssencmode",
        "gssEncMode");
  }

  private static void timing(Map<String, UrlParameterRule> rules) {
    all(rules, seconds("connectTimeout"), "connect_timeout", "connectTimeout", "timeout");
    all(rules, seconds("loginTimeout"), "loginTimeout");
    var primary = Set.of("any", "primary", "read-write", "master", "preferPrimary");
    all(
        rules,
        new Holds(primary::contains, "a choice that allows the primary: a migration writes"),
        "target_session_attrs",
        "targetServerType");
    var utf8 = Set.of("auto", "utf8", "utf-8");
    all(
        rules,
        new Holds(it -> utf8.contains(it.toLowerCase(Locale.ROOT)), "utf8"),
        "client_encoding");
  }

  private static void schemas(Map<String, UrlParameterRule> rules) {
    all(rules, new IsSchema(), "currentSchema", "search_path", "schema");
    all(rules, new IsOptions(), "options");
  }

  private static void leftOut(Map<String, UrlParameterRule> rules) {
    all(rules, new LeftOut(), "application_name", "ApplicationName", "fallback_application_name");
    all(
        rules,
        new LeftOut(),
        "keepalives",
        "keepalives_idle",
        "keepalives_interval",
        "keepalives_count",
        "tcp_user_timeout",
        "tcpKeepAlive",
        "tcpNoDelay");
    all(
        rules,
        new LeftOut(),
        "prepareThreshold",
        "preparedStatementCacheQueries",
        "preparedStatementCacheSizeMiB",
        "prepared_statement_cache_size",
        "statement_cache_size",
        "defaultRowFetchSize",
        "reWriteBatchedInserts",
        "stringtype",
        "sslsni");
    all(rules, new LeftOut(), "pgbouncer", "connection_limit", "pool_timeout");
  }

  private static void refused(Map<String, UrlParameterRule> rules) {
    all(
        rules,
        new Refused(UrlParameterRefusal.LOADS_CLASS),
        "socketFactory",
        "socketFactoryArg",
        "sslfactory",
        "sslfactoryarg",
        "sslhostnameverifier",
        "sslpasswordcallback",
        "authenticationPluginClassName",
        "xmlFactoryFactory",
        "connectExecutor",
        "connectExecutorArg",
        "classLoaderStrategy");
    all(rules, new Refused(UrlParameterRefusal.WRITES_LOG), "loggerFile", "loggerLevel");
    all(rules, new Refused(UrlParameterRefusal.NAMES_CERTIFICATE_FILE), "sslcrl", "sslcrldir");
    all(
        rules,
        new Refused(UrlParameterRefusal.CLIENT_CERTIFICATE),
        "sslcert",
        "sslkey",
        "sslpassword",
        "sslcertmode",
        "pemKeyAlgorithm");
    all(rules, new Refused(UrlParameterRefusal.NAMES_FILE), "service", "servicefile", "passfile");
    all(
        rules,
        new Refused(UrlParameterRefusal.KERBEROS),
        "jaasApplicationName",
        "jaasLogin",
        "kerberosServerName",
        "krbsrvname",
        "gsslib",
        "gssUseDefaultCreds",
        "gssdelegation",
        "gssResponseTimeout",
        "useSpnego",
        "sspiServiceClass");
    all(
        rules,
        new Refused(UrlParameterRefusal.CUTS_STATEMENTS),
        "socketTimeout",
        "queryTimeout",
        "socket_timeout",
        "command_timeout");
    all(
        rules,
        new Refused(UrlParameterRefusal.CHANGES_SESSION),
        "readOnly",
        "readOnlyMode",
        "replication",
        "autosave",
        "preferQueryMode");
    all(rules, new Refused(UrlParameterRefusal.PART_OF_URL), "PGHOST", "PGPORT", "PGDBNAME");
    all(
        rules,
        new Refused(UrlParameterRefusal.NOT_LISTED),
        "localSocketAddress",
        "requirepeer",
        "load_balance_hosts",
        "ssl_min_protocol_version",
        "ssl_max_protocol_version");
  }

  private static UrlParameterRule oneOf(String driverName, Set<String> values) {
    var listed = values.stream().sorted().collect(Collectors.joining(", "));
    return new Passes(driverName, values::contains, "one of " + listed);
  }

  private static UrlParameterRule seconds(String driverName) {
    Predicate<String> number = SECONDS.asMatchPredicate();
    return new Passes(driverName, number, "a number of seconds from 0 to 999");
  }

  private static void all(
      Map<String, UrlParameterRule> rules, UrlParameterRule rule, String... names) {
    for (var name : names) {
      rules.put(name, rule);
    }
  }
}
