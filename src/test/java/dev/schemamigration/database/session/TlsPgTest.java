package dev.schemamigration.database.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.ConnectionUrl;
import dev.schemamigration.database.connection.PartialConnection;
import dev.schemamigration.database.connection.SecretLayout;
import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.testing.HostilePeer;
import dev.schemamigration.testing.HostileServer;
import dev.schemamigration.testing.ProgramResult;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections to a server with a certificate of a private authority, in every sslmode. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsPgTest {
  private final TestPostgres server = TestPostgres.own();
  @TempDir private static Path folder;
  private String certificate;
  private TestDatabase database;

  @BeforeAll
  void turnTlsOn() throws Exception {
    var administrator = server.administrator("postgres");
    var data = Path.of(administrator.one("SHOW data_directory"));
    certificate = writeCertificate(data);
    administrator.execute("ALTER SYSTEM SET ssl = on", "SELECT pg_reload_conf()");
    await().until(() -> administrator.one("SHOW ssl").equals("on"));
    database = server.createDatabase();
  }

  @AfterAll
  void stop() {
    server.stop();
  }

  @Test
  void theAuthorityOfTheRuntimeDoesNotTrustIt() {
    assertThatThrownBy(() -> connect(settings("verify-full", Optional.of("system"))))
        .isInstanceOfSatisfying(
            SQLException.class,
            e -> assertThat(SqlFaults.classify(e).kind()).isEqualTo(DatabaseFault.Kind.TLS));
  }

  @Test
  void itsOwnAuthorityIsTrusted() throws SQLException {
    for (var mode : new String[] {"verify-full", "verify-ca"}) {
      try (var connection = connect(settings(mode, Optional.of(certificate)))) {
        assertThat(encrypted(connection)).isEqualTo("t");
      }
    }
  }

  @Test
  void anAuthorityWithoutAModeIsVerifiedAgainst() {
    var settings =
        SecretLayout.read(
            Map.of("uri", database.libpqUrl(), "ca.crt", certificate + "\n"),
            Map.of(),
            PartialConnection.NONE);

    assertThat(settings.parameters()).containsEntry("sslmode", "verify-ca");
    assertThat(settings.sslRootCert()).contains(certificate.strip());
  }

  @Test
  void encryptionWithoutAnAuthorityAsksForNoTrust() throws SQLException {
    try (var connection = connect(settings("require", Optional.empty()))) {
      assertThat(encrypted(connection)).isEqualTo("t");
    }
  }

  @Test
  void scramIsBoundToTheCertificateWhereThatIsRequired() throws SQLException {
    try (var connection = connect(settings("require&channel_binding=require", Optional.empty()))) {
      assertThat(encrypted(connection)).isEqualTo("t");
    }
  }

  @Test
  void withoutAModeAServerWithTlsIsReachedOverIt() throws SQLException {
    var settings = ConnectionUrl.fields(database.libpqUrl()).settings();
    try (var connection = connect(settings)) {
      assertThat(encrypted(connection)).isEqualTo("t");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', LOGIN_NOT_SENT",
    "require, LOGIN_NOT_SENT",
    "require&require_auth=password, AUTHENTICATION",
    "verify-ca, AUTHENTICATION",
    "verify-full, AUTHENTICATION"
  })
  void aPasswordGoesInClearTextOnlyToAServerThatIsKnown(String mode, DatabaseFault.Kind kind)
      throws Exception {
    var tls = tls();
    try (var hostile =
        HostileServer.playing(
            peer -> {
              peer.startTls(tls);
              peer.startup();
              peer.askFor(3);
              peer.answer();
              peer.raw(HostilePeer.report('E', "SFATAL", "VFATAL", "C28P01", "Mno"));
            })) {
      assertThat(opening(hostile, mode).kind()).isEqualTo(kind);
      assertThat(hostile.received().stream().anyMatch(it -> it.contains(HostileServer.PASSWORD)))
          .isEqualTo(kind == DatabaseFault.Kind.AUTHENTICATION);
    }
  }

  @Test
  void whatIsEncryptedIsBoundedAsWell() throws Exception {
    var tls = tls();
    try (var hostile =
        HostileServer.playing(
            peer -> {
              peer.startTls(tls);
              peer.startup();
              peer.letIn();
              peer.query();
              peer.raw(HostilePeer.columns(1));
              peer.raw(HostilePeer.header('D', 6));
              peer.raw(HostilePeer.joined(HostilePeer.count(1), HostilePeer.number(1_000_000_000)));
              peer.hang();
            })) {
      assertThat(opening(hostile, "verify-full").kind())
          .isEqualTo(DatabaseFault.Kind.INVALID_REPLY);
    }
  }

  private DatabaseFault opening(HostileServer hostile, String mode) {
    var url = ConnectionUrl.fields(hostile.url(mode.isEmpty() ? "" : "?sslmode=" + mode));
    var known = mode.startsWith("verify-") ? Optional.of(certificate) : Optional.<String>empty();
    var failure =
        catchThrowableOfType(
            SQLException.class,
            () ->
                new Connector(Duration.ofSeconds(10))
                    .open(settings(url, known), SessionTimeouts.INSPECTION, "test")
                    .close());
    return SqlFaults.classify(failure);
  }

  /** The keys of the server, for one that is hostile. */
  private static SSLContext tls() throws IOException, GeneralSecurityException {
    var keys =
        KeyStore.getInstance(folder.resolve("server.p12").toFile(), "changeit".toCharArray());
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, "changeit".toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private ConnectionSettings settings(String mode, Optional<String> authority) {
    return settings(ConnectionUrl.fields(database.libpqUrl() + "?sslmode=" + mode), authority);
  }

  private static ConnectionSettings settings(PartialConnection url, Optional<String> authority) {
    return new PartialConnection(
            url.host(),
            url.port(),
            url.database(),
            url.user(),
            url.password(),
            url.parameters(),
            url.schema(),
            authority)
        .settings();
  }

  private static Connection connect(ConnectionSettings settings) throws SQLException {
    return new Connector(Duration.ofSeconds(10)).connect(settings, "test");
  }

  private static String encrypted(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      row.next();
      return row.getString(1);
    }
  }

  /** Writes key and certificate into the data directory; returns the certificate. */
  private static String writeCertificate(Path data) throws IOException, GeneralSecurityException {
    var store = folder.resolve("server.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        ProgramResult.toEnd(
            new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-ext",
                "bc:c",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit"));
    assertThat(made.exitCode()).as(made.out() + made.err()).isZero();
    var keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    var key = pem("PRIVATE KEY", keys.getKey("server", "changeit".toCharArray()).getEncoded());
    var certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
    Files.writeString(data.resolve("server.crt"), certificate);
    var keyFile = Files.writeString(data.resolve("server.key"), key);
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-------"));
    // A server that root starts runs as another user, who must own the file.
    Files.setOwner(keyFile, Files.getOwner(data));
    return certificate;
  }

  private static String pem(String kind, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), kind);
  }
}
