package dev.schemamigration.database.connection;

import static dev.schemamigration.database.connection.RefusalAssert.assertThatRefusalOf;
import static dev.schemamigration.database.connection.RefusalAssert.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretLayoutTest {
  private static final Map<ConnectionField, String> NO_KEYS = Map.of();
  private static final ConnectionSettings SHOP =
      ConnectionSettings.of("db.shop", 6432, "shop", "app", Optional.of(Secret.of("pw")));

  @ParameterizedTest
  @ValueSource(strings = {"DATABASE_URL", "uri", "url"})
  void oneUrlUnderARecognisedKeyIsEnough(String key) {
    assertThat(read(Map.of(key, "postgres://app:pw@db.shop:6432/shop"), NO_KEYS)).isEqualTo(SHOP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc-uri", "jdbc-url"})
  void aJdbcUrlTakesUserAndPasswordFromTheirOwnKeys(String key) {
    var url = "jdbc:postgresql://db.shop:6432/shop";

    assertThat(read(Map.of(key, url, "username", "app", "password", "pw"), NO_KEYS))
        .isEqualTo(SHOP);
    assertThat(read(Map.of(key, url + "?user=app&password=pw"), NO_KEYS)).isEqualTo(SHOP);
  }

  @Test
  void theSecretOfCloudNativePgLeadsToTheHostThatResolvesInEveryNamespace() {
    var secret =
        Map.of(
            "username", "app",
            "user", "app",
            "password", "p/w%",
            "host", "shop-rw",
            "port", "5432",
            "dbname", "shop",
            "uri", "postgresql://app:p%2Fw%25@shop-rw.team-a:5432/shop",
            "jdbc-uri", "jdbc:postgresql://shop-rw.team-a:5432/shop?password=p%2Fw%25&user=app",
            "pgpass", "shop-rw:5432:shop:app:p/w%\n");

    assertThat(read(secret, NO_KEYS))
        .isEqualTo(
            ConnectionSettings.of(
                "shop-rw.team-a", 5432, "shop", "app", Optional.of(Secret.of("p/w%"))));
  }

  @Test
  void theSecretOfCrunchyLeadsPastItsPooler() {
    var secret =
        Map.of(
            "dbname", "shop",
            "host", "shop-primary.db.svc",
            "port", "5432",
            "user", "app",
            "password", "pw",
            "uri", "postgresql://app:pw@shop-primary.db.svc:5432/shop",
            "jdbc-uri", "jdbc:postgresql://shop-primary.db.svc:5432/shop?password=pw&user=app",
            "pgbouncer-host", "shop-pgbouncer.db.svc",
            "pgbouncer-uri", "postgresql://app:pw@shop-pgbouncer.db.svc:5432/shop",
            "verifier", "SCRAM-SHA-256$4096:…");

    assertThat(read(secret, NO_KEYS).host()).isEqualTo("shop-primary.db.svc");
  }

  @Test
  void theSecretOfZalandoHasTheLoginAndTheResourceTheAddress() {
    assertThat(read(Map.of("username", "app", "password", "pw"), NO_KEYS, address("db.shop", 6432)))
        .isEqualTo(SHOP);
  }

  @Test
  void theSecretOfBitnamiKeepsThePasswordOfTheSuperuserApart() {
    var both = Map.of("password", "pw", "postgres-password", "root-pw");
    var address = address("db.shop", 6432);
    var app = withUser(address, "app");

    assertThat(read(both, NO_KEYS, app)).isEqualTo(SHOP);
    assertThat(read(both, NO_KEYS, withUser(address, "postgres")).password())
        .contains(Secret.of("root-pw"));
    assertThat(read(Map.of("postgres-password", "root-pw"), NO_KEYS, address))
        .isEqualTo(
            ConnectionSettings.of(
                "db.shop", 6432, "shop", "postgres", Optional.of(Secret.of("root-pw"))));
  }

  @Test
  void aServiceBindingIsReadFieldByField() {
    assertThat(
            read(
                Map.of(
                    "type", "postgresql",
                    "provider", "example",
                    "host", "db.shop",
                    "port", "6432",
                    "database", "shop",
                    "username", "app",
                    "password", "pw"),
                NO_KEYS))
        .isEqualTo(SHOP);
  }

  @Test
  void theNamesOfLibpqsVariablesAreRecognised() {
    assertThat(
            read(
                    Map.of(
                        "PGHOST", "db.shop",
                        "PGPORT", "6432",
                        "PGDATABASE", "shop",
                        "PGUSER", "app",
                        "PGPASSWORD", "pw",
                        "PGSSLMODE", "require"),
                    NO_KEYS)
                .parameters())
        .isEqualTo(Map.of("sslmode", "require"));
  }

  @Test
  void ofSeveralUrlsTheFirstInOrderIsTaken() {
    var secret =
        Map.of(
            "jdbc-url", "jdbc:postgresql://five/shop?user=app",
            "jdbc-uri", "jdbc:postgresql://four/shop?user=app",
            "url", "postgresql://app@three/shop",
            "uri", "postgresql://app@two/shop",
            "DATABASE_URL", "postgresql://app@one/shop",
            "host", "six");

    assertThat(read(secret, NO_KEYS).host()).isEqualTo("one");
  }

  @Test
  void namedKeysAreReadAloneAndGoBeforeTheUrl() {
    var secret =
        Map.of(
            "MY_URL", "postgresql://app:old@db.shop:6432/shop",
            "MY_PASSWORD", "pw",
            "url", "https://shop.example",
            "password", "other");

    assertThat(
            read(
                secret,
                Map.of(ConnectionField.URL, "MY_URL", ConnectionField.PASSWORD, "MY_PASSWORD")))
        .isEqualTo(SHOP);
  }

  @Test
  void fieldsOfTheResourceHavePrecedenceOverTheSecret() {
    var secret = Map.of("uri", "postgresql://me:pw@elsewhere:7777/other?sslmode=require");
    var spec = withUser(address("db.shop", 6432), "app");

    var settings = read(secret, NO_KEYS, spec);

    assertThat(settings.address()).isEqualTo("db.shop:6432/shop");
    assertThat(settings.user()).isEqualTo("app");
    assertThat(settings.parameters()).containsEntry("sslmode", "require");
  }

  @Test
  void aPortStaysWithTheHostThatItWasGivenFor() {
    var secret = Map.of("uri", "postgresql://app:pw@elsewhere:7777/shop");
    var otherHost = fields(Optional.of("db.shop"), Optional.empty(), Optional.empty());

    assertThat(read(secret, NO_KEYS, otherHost).port()).isEqualTo(5432);
  }

  @Test
  void lineEndsFromFilesAreDropped() {
    var secret =
        Map.of(
            "host", "db.shop\n",
            "port", "6432\r\n",
            "dbname", "shop\n",
            "user", "\napp\n",
            "password", "pw\n\n");

    assertThat(read(secret, NO_KEYS)).isEqualTo(SHOP);
    assertThat(read(Map.of("uri", "postgres://app:pw@db.shop:6432/shop\n"), NO_KEYS))
        .isEqualTo(SHOP);
  }

  @Test
  void spacesAroundAPasswordArePartOfIt() {
    var secret = Map.of("host", "db.shop", "dbname", "shop", "user", "app", "password", " p w \n");

    assertThat(read(secret, NO_KEYS).password()).contains(Secret.of(" p w "));
  }

  @Test
  void aMissingFieldIsReportedWithTheExistingKeys() {
    var secret = Map.of("host", "db", "username", "app", "password", "hunter2");

    assertThatRefusalOf(() -> read(secret, NO_KEYS))
        .isEqualTo(
            "spec.database.secretRef: the Secret gives no database name: none of its keys is"
                + " DATABASE_URL, uri, url, jdbc-uri, jdbc-url, dbname, database, PGDATABASE,"
                + " POSTGRES_DB; it has host, password, username. Add one of them, name the key in"
                + " spec.database.secretRef.keys.name, or set spec.database.name");
    assertThatRefusalOf(() -> read(Map.of(), NO_KEYS, withUser(address(null, 5432), "app")))
        .isEqualTo(
            "spec.database.secretRef: the Secret gives no host: none of its keys is DATABASE_URL,"
                + " uri, url, jdbc-uri, jdbc-url, host, endpoint, PGHOST; it has no keys. Add one"
                + " of them, name the key in spec.database.secretRef.keys.host, or set"
                + " spec.database.host");
    assertThat(
            refused(() -> read(Map.of(), NO_KEYS, withUser(address(null, 5432), "app")))
                .fault()
                .missing())
        .isTrue();
  }

  @Test
  void allMissingFieldsAreReportedAtOnce() {
    assertThatRefusalOf(() -> read(Map.of("password", "hunter2"), NO_KEYS))
        .contains("the Secret gives no host: none of its keys is")
        .contains("the Secret gives no database name: none of its keys is")
        .contains("the Secret gives no user: none of its keys is")
        .doesNotContain("hunter2");
  }

  @Test
  void aMissingNamedKeyIsReportedByItsField() {
    var secret = Map.of("pw", "hunter2", "user", "app");

    assertThatRefusalOf(() -> read(secret, Map.of(ConnectionField.PASSWORD, "passwd")))
        .isEqualTo(
            "spec.database.secretRef.keys.password: the Secret has no key \"passwd\"; it has pw,"
                + " user. Add the key or name another");
    assertThatRefusalOf(
            () -> read(Map.of("passwd", "\n"), Map.of(ConnectionField.PASSWORD, "passwd")))
        .isEqualTo(
            "spec.database.secretRef.keys.password: the key \"passwd\" of the Secret is empty; give"
                + " it a value");
    assertThatRefusalOf(() -> read(secret, Map.of(ConnectionField.PASSWORD, "pw")))
        .isEqualTo(
            "spec.database.secretRef.keys: no key is named for the host; name it in"
                + " spec.database.secretRef.keys.host or set spec.database.host;"
                + " spec.database.secretRef.keys: no key is named for the database name; name it in"
                + " spec.database.secretRef.keys.name or set spec.database.name;"
                + " spec.database.secretRef.keys: no key is named for the user; name it in"
                + " spec.database.secretRef.keys.username or set spec.database.usernameFrom");
  }

  @Test
  void aControlCharacterInAValueIsRefused() {
    var values = Map.of("host", "db", "dbname", "shop", "user", "app", "password", "pw");
    for (var key : values.keySet()) {
      var secret = new HashMap<>(values);
      secret.put(key, "a\r\nb");

      assertThatRefusalOf(() -> read(secret, NO_KEYS))
          .startsWith("key \"" + key + "\" of the Secret: the ")
          .doesNotContain("a\r\nb");
    }
  }

  @Test
  void aFaultInAValueNamesItsKeyAndNotTheValue() {
    assertThatRefusalOf(
            () -> read(Map.of("uri", "postgres://app:hunter2@db/s?loggerFile=x"), NO_KEYS))
        .isEqualTo(
            "key \"uri\" of the Secret: parameter \"loggerFile\" is refused: it makes the driver"
                + " write to a log of its own; remove it");
    assertThatRefusalOf(() -> read(Map.of("uri", "postgres://db/shop"), NO_KEYS))
        .isEqualTo(
            "key \"uri\" of the Secret: no user is given; put it into the URL or set"
                + " spec.database.usernameFrom");
    assertThatRefusalOf(() -> read(Map.of("host", "db/x?loggerFile=y", "dbname", "s"), NO_KEYS))
        .isEqualTo("key \"host\" of the Secret: the host must be a host name or an IP address");
    assertThatRefusalOf(() -> read(Map.of("host", "db", "port", "five", "dbname", "s"), NO_KEYS))
        .isEqualTo("key \"port\" of the Secret: the port must be a number from 1 to 65535");
    assertThatRefusalOf(() -> read(Map.of("host", "db", "sslmode", "on", "dbname", "s"), NO_KEYS))
        .isEqualTo(
            "key \"sslmode\" of the Secret: the sslmode must be one of allow, disable, prefer,"
                + " require, verify-ca, verify-full");
    assertThatRefusalOf(() -> read(Map.of("host", "db", "ca.crt", "x", "dbname", "s"), NO_KEYS))
        .isEqualTo(
            "key \"ca.crt\" of the Secret: the root certificate must be PEM text that begins with"
                + " -----BEGIN CERTIFICATE-----, or the word system");
  }

  private static PartialConnection address(String host, int port) {
    return fields(Optional.ofNullable(host), Optional.of(port), Optional.of("shop"));
  }

  private static PartialConnection fields(
      Optional<String> host, Optional<Integer> port, Optional<String> database) {
    return new PartialConnection(
        host,
        port,
        database,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static PartialConnection withUser(PartialConnection address, String user) {
    return new PartialConnection(
        address.host(),
        address.port(),
        address.database(),
        Optional.of(user),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static ConnectionSettings read(
      Map<String, String> data, Map<ConnectionField, String> keys) {
    return SecretLayout.read(data, keys, PartialConnection.NONE);
  }

  private static ConnectionSettings read(
      Map<String, String> data, Map<ConnectionField, String> keys, PartialConnection fromSpec) {
    return SecretLayout.read(data, keys, fromSpec);
  }
}
