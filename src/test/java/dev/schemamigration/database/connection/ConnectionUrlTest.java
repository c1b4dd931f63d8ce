package dev.schemamigration.database.connection;

import static dev.schemamigration.database.connection.RefusalAssert.assertThatRefusalOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.database.wire.Trust;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "postgresql://app:pw@db:6432/shop                          | db | 6432 | shop | app | pw",
        "postgres://app:pw@db/shop                                 | db | 5432 | shop | app | pw",
        "POSTGRES://app:pw@db/shop                                 | db | 5432 | shop | app | pw",
        "postgresql://app@db.svc.cluster.local:/shop               | db.svc.cluster.local | 5432 |"
            + " shop | app | -",
        "postgresql://app:@db/shop                                 | db | 5432 | shop | app | -",
        "postgresql://app:pw@db                                    | db | 5432 | app | app | pw",
        "postgresql://app:pw@db?application_name=x                  | db | 5432 | app | app | pw",
        "postgresql://app:p%40s%3As%2Fw%25%3F%23@db/shop           | db | 5432 | shop | app |"
            + " p@s:s/w%?#",
        "postgresql://app:p@ss:w+d@db/shop                         | db | 5432 | shop | app |"
            + " p@ss:w+d",
        "postgresql://a%40corp:%E2%82%AC@db/my%20shop%2Fold        | db | 5432 | my shop/old |"
            + " a@corp | €",
        "postgresql://app:pw@[2001:db8::1]:5433/shop               | 2001:db8::1 | 5433 | shop |"
            + " app | pw",
        "postgresql://app:pw@[::1]/shop                            | ::1 | 5432 | shop | app | pw",
        "postgresql://app:pw@10.0.0.7/shop                         | 10.0.0.7 | 5432 | shop | app |"
            + " pw",
        "postgresql:///shop?host=db&port=5433&user=app&password=p+w | db | 5433 | shop | app | p+w",
        "postgresql://?host=db&dbname=shop&user=app                | db | 5432 | shop | app | -",
        "postgresql://db/shop?user=a@corp&password=p@w             | db | 5432 | shop | a@corp |"
            + " p@w",
        "postgresql+psycopg2://app:p%2Bw@db/shop                   | db | 5432 | shop | app | p+w",
        "postgresql+psycopg://app:pw@db/shop                       | db | 5432 | shop | app | pw",
        "postgresql+asyncpg://app:p+w@db/shop                      | db | 5432 | shop | app | p+w",
        "postgres+pg8000://app@db/shop?password=p+w                | db | 5432 | shop | app | p w",
        "jdbc:postgresql://db:6432/shop?user=app&password=pw       | db | 6432 | shop | app | pw",
        "jdbc:postgresql://db/shop?password=p%26w+d%2B%40&user=app | db | 5432 | shop | app | p&w"
            + " d+@",
        "jdbc:postgresql://db/shop?user=app&password=p@w?x         | db | 5432 | shop | app |"
            + " p@w?x",
        "jdbc:postgresql://[::1]:5740/shop?user=app                | ::1 | 5740 | shop | app | -",
        "jdbc:postgresql://db/?user=app                            | db | 5432 | app | app | -",
        "jdbc:postgresql:shop?host=db&user=app                     | db | 5432 | shop | app | -",
        "jdbc:postgresql://app:pw@db/shop                          | db | 5432 | shop | app | pw",
      })
  void everyFormIsTakenApart(
      String url, String host, int port, String database, String user, String password) {
    var settings = parse(url);

    assertThat(settings)
        .isEqualTo(
            ConnectionSettings.of(
                host, port, database, user, Optional.ofNullable(password).map(Secret::of)));
  }

  @Test
  void whiteSpaceAroundTheUrlIsNoPartOfIt() {
    assertThat(parse("  postgresql://app:pw@db/shop\n").database()).isEqualTo("shop");
  }

  @Test
  void defaultsFillInWhatAUrlLacks() {
    var beside = ConnectionUrl.options("beside", Map.of("user", "app", "port", "6432"));

    assertThat(ConnectionUrl.fields("jdbc:postgresql://db/shop").orDefault(beside).settings())
        .isEqualTo(ConnectionSettings.of("db", 6432, "shop", "app", Optional.empty()));
    assertThat(ConnectionUrl.fields("postgresql://me:own@db:1/shop").orDefault(beside).settings())
        .isEqualTo(ConnectionSettings.of("db", 1, "shop", "me", Optional.of(Secret.of("own"))));
  }

  @Test
  void optionsByKeywordFollowTheRulesOfAUrl() {
    assertThatRefusalOf(() -> ConnectionUrl.options("PGOPTIONS", Map.of("options", "-c a=b")))
        .startsWith("PGOPTIONS: parameter \"options\" is refused: only -c search_path=… passes");
    assertThatRefusalOf(() -> ConnectionUrl.options("PGPORT", Map.of("port", "x")))
        .isEqualTo("PGPORT: the port must be a number from 1 to 65535");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sslmode=require              | sslmode        | require",
        "ssl=require                  | sslmode        | require",
        "ssl=true                     | sslmode        | require",
        "ssl=false                    | sslmode        | prefer",
        "sslnegotiation=direct        | sslNegotiation | direct",
        "channel_binding=require      | channelBinding | require",
        "channelBinding=disable       | channelBinding | disable",
        "require_auth=scram-sha-256   | requireAuth    | scram-sha-256",
        "require_auth=!password,!md5  | requireAuth    | !password,!md5",
        "requireAuth=password         | requireAuth    | password",
        "connect_timeout=7            | connectTimeout | 7",
        "connectTimeout=7             | connectTimeout | 7",
        "loginTimeout=7               | loginTimeout   | 7",
      })
  void parametersThatPassArriveInTheDriversSpelling(String given, String name, String value) {
    assertThat(parse("postgresql://app@db/shop?" + given).parameters()).containsEntry(name, value);
  }

  @Test
  void jdbcsShortFormOfTlsMeansWhatItMeansToTheDriver() {
    for (var query : new String[] {"ssl", "ssl=true"}) {
      var url = "jdbc:postgresql://db/shop?user=app&sslrootcert=system&" + query;
      assertThat(parse(url).parameters()).containsEntry("sslmode", "verify-full");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslrootcert=system", "sslmode=verify-full&sslrootcert=system"})
  void theAuthoritiesOfTheRuntimeAreTrustedWhenTheyAreAskedFor(String query) {
    var settings = parse("postgresql://app@db/shop?" + query);

    assertThat(settings.parameters()).isEqualTo(Map.of("sslmode", "verify-full"));
    assertThat(settings.trust()).isEqualTo(new Trust.System());
  }

  @ParameterizedTest
  @ValueSource(strings = {"verify-ca", "verify-full"})
  void aVerifyingModeWithoutARootCertificateIsRefused(String mode) {
    assertThatRefusalOf(() -> parse("postgresql://app@db/shop?sslmode=" + mode))
        .isEqualTo(
            "database connection: sslmode "
                + mode
                + " verifies the server's certificate and there is no root certificate; give it as"
                + " spec.database.sslRootCertFrom or under the key ca.crt of the Secret, write sslrootcert=system into the URL to trust the"
                + " authorities of the Java runtime, or change sslmode");
  }

  @ParameterizedTest
  @ValueSource(strings = {"disable", "allow", "prefer", "require", "verify-ca"})
  void theAuthoritiesOfTheRuntimeWithoutTheNameAreRefused(String mode) {
    assertThatRefusalOf(() -> parse("postgresql://app@db/shop?sslrootcert=system&sslmode=" + mode))
        .isEqualTo(
            "database connection: sslmode "
                + mode
                + " is too weak with the root certificate system, for which anybody can get a"
                + " certificate; write verify-full");
  }

  @ParameterizedTest
  @CsvSource({"7, 3, PT3S", "3, 7, PT3S", "999, 999, PT1M"})
  void theShorterTimeToConnectCountsAndAMinuteAtMost(int first, int second, Duration time) {
    var url = "postgresql://app@db/shop?connect_timeout=%d&loginTimeout=%d";

    assertThat(parse(url.formatted(first, second)).connectTimeout()).contains(time);
    assertThat(parse("postgresql://app@db/shop").connectTimeout()).isEmpty();
  }

  /** User and database are sent before the other side has said what it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://%0d%0aSET%20key%20value%0d%0a:p@db/shop   | the user",
        "postgresql://app:p%0aq@db/shop                         | the password",
        "postgresql://app@db/shop%0a                            | the database name",
        "postgresql://app@db/shop%1b%5b2J                       | the database name",
        "postgresql://app@db/shop%c2%85                         | the database name",
        "postgresql://db/shop?user=app%0a                       | parameter \"user\"",
        "jdbc:postgresql://db/shop%7f?user=app                  | the database name",
        "postgresql+psycopg://db/shop?user=a&password=a%01b     | parameter \"password\"",
        "postgresql://app@db/shop?schema=%22a%0ab%22            | parameter \"schema\"",
        "postgresql://app@db%0a/shop                            | the host",
      })
  void aControlCharacterInAPieceIsRefused(String url, String piece) {
    assertThatRefusalOf(() -> parse(url))
        .isEqualTo(
            "database URL: "
                + piece
                + " must be a text without line breaks and other control characters");
  }

  @Test
  void noWayIntoTheSettingsAllowsAControlCharacter() {
    var settings = parse("postgresql://app@db/shop");

    for (var text : new String[] {"a\nb", "a\u0000b", "a\u001bb", "a\u0085b"}) {
      assertThatRefusalOf(() -> settings.withRole(Optional.of(text)))
          .isEqualTo(
              "database connection: the role must be a text without line breaks and other control"
                  + " characters");
      assertThatRefusalOf(() -> settings.withSchemas(Optional.of(text), "s"))
          .contains("the schema must be");
      assertThatRefusalOf(() -> settings.withSchemas(Optional.of("s"), text))
          .contains("the tracking schema must be");
      assertThatRefusalOf(() -> ConnectionSettings.of("h", 1, text, "u", Optional.empty()))
          .contains("the database name must be");
      assertThatRefusalOf(() -> ConnectionSettings.of("h", 1, "d", text, Optional.empty()))
          .contains("the user must be");
      assertThatRefusalOf(
              () -> ConnectionSettings.of("h", 1, "d", "u", Optional.of(Secret.of(text))))
          .contains("the password must be");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application_name=shop",
        "ApplicationName=shop",
        "connect_timeout=0",
        "target_session_attrs=read-write",
        "targetServerType=primary",
        "client_encoding=UTF8",
        "gssencmode=prefer&gssEncMode=disable",
        "keepalives_idle=30&tcpKeepAlive=true",
        "prepareThreshold=0&pgbouncer=true",
        "&&",
      })
  void parametersWithoutBearingOnAMigrationAreLeftOut(String query) {
    assertThat(parse("postgresql://app@db/shop?" + query).parameters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "currentSchema=sales                        | sales",
        "schema=sales                               | sales",
        "search_path=sales,%20public                | sales,public",
        "currentSchema=%22Big%20Sales%22            | Big Sales",
        "options=-c%20search_path%3Dsales           | sales",
        "options=-csearch_path=sales,public         | sales,public",
        "options=--search_path%3Dsales%5C,public    | sales,public",
      })
  void theSearchPathBecomesTheSchema(String query, String schema) {
    var settings = parse("postgresql://app@db/shop?" + query);

    assertThat(settings.schema()).contains(schema);
    assertThat(settings.parameters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "socketFactory=evil.Factory     | socketFactory                 | it loads a class into"
            + " this process; remove it",
        "socketFactoryArg=http://evil   | socketFactoryArg              | it loads a class into"
            + " this process; remove it",
        "sslfactory=evil.Factory        | sslfactory                    | it loads a class into"
            + " this process; remove it",
        "sslfactoryarg=x                | sslfactoryarg                 | it loads a class into"
            + " this process; remove it",
        "sslhostnameverifier=evil.Yes   | sslhostnameverifier           | it loads a class into"
            + " this process; remove it",
        "sslpasswordcallback=evil.Call  | sslpasswordcallback           | it loads a class into"
            + " this process; remove it",
        "authenticationPluginClassName=e | authenticationPluginClassName | it loads a class into"
            + " this process; remove it",
        "xmlFactoryFactory=evil.Xml     | xmlFactoryFactory             | it loads a class into"
            + " this process; remove it",
        "loggerFile=/tmp/x              | loggerFile                    | it makes the driver write"
            + " to a log of its own; remove it",
        "loggerLevel=TRACE              | loggerLevel                   | it makes the driver write"
            + " to a log of its own; remove it",
        "sslkey=/etc/key                | sslkey                        | client certificates are"
            + " not supported; log in with a password",
        "sslcert=/etc/cert              | sslcert                       | client certificates are"
            + " not supported; log in with a password",
        "sslrootcert=/etc/passwd        | sslrootcert                   | it names a file on this"
            + " machine; give the certificate's text instead, as spec.database.sslRootCertFrom or"
            + " under the key ca.crt of the Secret",
        "service=prod                   | service                       | it names a file on this"
            + " machine; write what the file says instead",
        "passfile=/etc/passwd           | passfile                      | it names a file on this"
            + " machine; write what the file says instead",
        "jaasApplicationName=x          | jaasApplicationName           | Kerberos and SSPI are not"
            + " supported; log in with a password",
        "kerberosServerName=x           | kerberosServerName            | Kerberos and SSPI are not"
            + " supported; log in with a password",
        "localSocketAddress=10.0.0.1    | localSocketAddress            | it is not on the list of"
            + " those that pass; remove it",
        "socketTimeout=30               | socketTimeout                 | it would cut long"
            + " statements; remove it and set spec.execution.statementTimeout instead",
        "replication=database           | replication                   | a migration writes, on"
            + " the server's own terms; remove it",
        "PGHOST=evil                    | PGHOST                        | host, port and database"
            + " stand in the URL itself",
        "options=-c%20role%3Dadmin      | options                       | only -c search_path=…"
            + " passes; a role is spec.database.role, timeouts are spec.execution",
        "options=-c%20search_path%3Da%20-c%20role%3Db | options          | only -c search_path=…"
            + " passes; a role is spec.database.role, timeouts are spec.execution",
        "SocketFactory=x                | SocketFactory                 | it is not on the list of"
            + " those that pass; remove it",
        "socket%46actory=x              | socketFactory                 | it loads a class into"
            + " this process; remove it",
        "fancyNewThing=1                | fancyNewThing                 | it is not on the list of"
            + " those that pass; remove it",
      })
  void otherParametersAreRefusedByName(String parameter, String name, String why) {
    var message = "database URL: parameter \"" + name + "\" is refused: " + why;

    for (var url :
        new String[] {
          "postgresql://app:pw@db/shop?" + parameter,
          "postgresql+psycopg://app:pw@db/shop?sslmode=require&" + parameter,
          "jdbc:postgresql://db/shop?" + parameter + "&user=app&password=pw"
        }) {
      assertThatRefusalOf(() -> parse(url)).isEqualTo(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://app:pw@db/shop            | the scheme mysql is not one of Postgres; write"
            + " postgresql://user:password@host:port/database, a SQLAlchemy URL such as"
            + " postgresql+psycopg2://…, or jdbc:postgresql://…",
        "\"postgresql://app:pw@db/shop\"    | the URL is in quotes, which are a part of it here;"
            + " write it without them",
        "`postgresql://app:pw@db/shop`     | the URL is in quotes, which are a part of it here;"
            + " write it without them",
        "host=db user=app password=hunter2 | no URL; write"
            + " postgresql://user:password@host:port/database, a SQLAlchemy URL such as"
            + " postgresql+psycopg2://…, or jdbc:postgresql://…",
        "postgresql://app:pw@db1,db2/shop  | several hosts are given; name the one that leads to"
            + " the primary",
        "postgresql://app:pw@db1:1,db2:2/s | several hosts are given; name the one that leads to"
            + " the primary",
        "postgresql://app@/shop?host=a,b   | several hosts are given; name the one that leads to"
            + " the primary",
        "postgresql://app@%2Fvar%2Frun/s   | the host is a path to a Unix socket; name a host that"
            + " is reached by TCP",
        "postgresql://app@/s?host=/var/run | the host is a path to a Unix socket; name a host that"
            + " is reached by TCP",
        "postgresql://app:pw@db/shop?host=other | the host is given twice with different values;"
            + " leave one",
        "postgresql://app:pw@db/shop?user=other | the user is given twice with different values;"
            + " leave one",
        "postgresql://app@db/shop?sslmode=disable&sslmode=require | parameter \"sslmode\" is given"
            + " twice with different values; leave one",
        "postgresql://app:pw@db:54x2/shop  | the port must be a number from 1 to 65535",
        "postgresql://app:pw@db:0/shop     | the port must be a number from 1 to 65535",
        "postgresql://app:pw@db:65536/shop | the port must be a number from 1 to 65535",
        "postgresql://app:pw@d b/shop      | the host must be a host name or an IP address",
        "postgresql://app:pw@::1/shop      | an IPv6 address stands in brackets, as in [::1]:5432",
        "postgresql://app:pw@[::1/shop     | an IPv6 address stands in brackets, as in [::1]:5432",
        "postgresql://app:pw@[::1]x/shop   | after the brackets of an IPv6 address there is neither"
            + " a port nor the end",
        "postgresql://app:p%w@db/shop      | the password has a % that is not followed by two"
            + " hexadecimal digits of UTF-8 text; write %25 for a %",
        "postgresql://app:p%00@db/shop     | the password has a % that is not followed by two"
            + " hexadecimal digits of UTF-8 text; write %25 for a %",
        "postgresql://app:p%ff@db/shop     | the password has a % that is not followed by two"
            + " hexadecimal digits of UTF-8 text; write %25 for a %",
        "postgresql://app:pw@db/a/b        | there is a / in the database name; write it as %2F, or"
            + " remove it",
        "postgresql://app:pw@db/s?sslmode=on | parameter \"sslmode\" must be one of allow, disable,"
            + " prefer, require, verify-ca, verify-full",
        "postgresql://app:pw@db/s?connect_timeout=soon | parameter \"connect_timeout\" must be a"
            + " number of seconds from 0 to 999",
        "postgresql://app:pw@db/s?target_session_attrs=standby | parameter \"target_session_attrs\""
            + " must be a choice that allows the primary: a migration writes",
        "postgresql://app:pw@db/s?sslmode  | parameter \"sslmode\" has no value; write sslmode=…"
      })
  void anUnusableUrlIsRefusedWithTheRemedy(String url, String what) {
    assertThatRefusalOf(() -> parse(url)).isEqualTo("database URL: " + what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://app:pw@/shop | database connection: no host is given; put it into the URL or"
            + " set spec.database.host",
        "postgresql://db/shop | database connection: no user is given; put it into the URL or set"
            + " spec.database.usernameFrom",
        "postgresql:// | database connection: no host is given; put it into the URL or set"
            + " spec.database.host; database connection: no user is given; put it into the URL or"
            + " set spec.database.usernameFrom",
      })
  void everyMissingFieldIsNamed(String url, String message) {
    assertThatRefusalOf(() -> parse(url)).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://app:hunter/2words@db:5432/shop",
        "postgresql://app:hunter?2words@db:5432/shop",
        "postgresql://app:hunter#2words@db:54x2/shop",
        "postgresql://app:12345/2words@db:5432/shop",
        "postgresql://app:hunter?2words=1@db:5432/shop",
        "postgresql://app:12345?2words=1&more=2@db:5432/shop",
        "postgresql://app:hunter@2words,db:5432/shop",
        "postgresql://app:hunter2words%@db/shop",
        "jdbc:postgresql://db/shop?user=app&password=hunter&2words",
        "jdbc:postgresql://db/shop?user=app&password=hunter&2words=1",
        "jdbc:postgresql://db/shop?user=app&password=hunter2words%&sslmode=require",
        "jdbc:postgresql://app:hunter2words/shop",
        "app:hunter2words@db/shop",
        "hunter2words",
        "postgresql://app:hunter\n2words@db/shop",
        "postgresql://[hunter2words",
      })
  void aMalformedUrlIsRefusedWithoutAnyPartOfThePassword(String url) {
    assertThatThrownBy(() -> parse(url))
        .isInstanceOfSatisfying(
            ConnectionException.class,
            e ->
                assertThat(e.getMessage() + e.fault()).doesNotContain("hunter", "2words", "12345"));
  }

  @Test
  void settingsPrintWithoutThePassword() {
    var url = "postgresql://app:hunter2@db/shop";

    assertThat(parse(url).toString()).doesNotContain("hunter2");
    assertThat(ConnectionUrl.fields(url).toString()).doesNotContain("hunter2");
  }

  private static ConnectionSettings parse(String url) {
    return ConnectionUrl.fields(url).settings();
  }
}
