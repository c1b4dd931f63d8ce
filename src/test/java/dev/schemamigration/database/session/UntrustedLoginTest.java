package dev.schemamigration.database.session;

import static dev.schemamigration.testing.HostilePeer.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.DatabaseFault.Kind;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.testing.HostilePeer;
import dev.schemamigration.testing.HostileServer;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server without TLS gets from this side before it has shown who it is. */
@Timeout(60)
class UntrustedLoginTest {
  private static final Predicate<String> SECRET =
      it -> it.contains(HostileServer.PASSWORD) || it.contains("login md5");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?sslmode=disable",
        "?sslmode=allow",
        "?sslmode=prefer",
        "?require_auth=scram-sha-256,md5",
        "?require_auth=!password",
        "?sslmode=disable&require_auth=none"
      })
  void thePasswordIsNotSentInClearText(String parameters) {
    try (var server = HostileServer.playing(UntrustedLoginTest::askForPassword)) {
      var fault = connecting(server, parameters);

      assertThat(fault.kind()).isEqualTo(Kind.LOGIN_NOT_SENT);
      assertThat(server.received()).isNotEmpty().noneMatch(SECRET);
    }
  }

  @Test
  void theMessageSaysHowItCanBeAllowed() {
    try (var server = HostileServer.playing(UntrustedLoginTest::askForPassword)) {
      assertThat(connecting(server, "").summary())
          .isEqualTo(
              "the login was not sent: the server asks for the password in clear text; have it use"
                  + " scram-sha-256, set sslmode to verify-full with a root certificate, or allow"
                  + " it by the URL's parameter require_auth=password (SQLSTATE 08001)");
      assertThat(connecting(server, "?require_auth=scram-sha-256,none").message())
          .isEqualTo(
              "the login was not sent: the server asks for the login method password, and"
                  + " require_auth allows only scram-sha-256, none");
    }
  }

  @Test
  void thePasswordIsSentInClearTextWhereThatIsAskedFor() {
    try (var server = HostileServer.playing(UntrustedLoginTest::askForPassword)) {
      assertThat(connecting(server, "?require_auth=password").kind())
          .isEqualTo(Kind.AUTHENTICATION);
      assertThat(server.received()).anyMatch(SECRET);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', LOGIN_NOT_SENT",
    "?sslmode=prefer, AUTHENTICATION",
    "?sslmode=disable, AUTHENTICATION",
    "?require_auth=md5, AUTHENTICATION",
    "?sslmode=disable&require_auth=scram-sha-256, LOGIN_NOT_SENT",
  })
  void anMd5DigestIsSentWithoutTlsOnlyWhereThatWasDecided(String parameters, Kind kind) {
    try (var server =
        HostileServer.playing(
            peer -> {
              peer.startup();
              peer.askFor(5, new byte[] {1, 2, 3, 4});
              peer.answer();
              refuse(peer);
            })) {
      assertThat(connecting(server, parameters).kind()).isEqualTo(kind);
      assertThat(server.received().stream().anyMatch(SECRET))
          .isEqualTo(kind == Kind.AUTHENTICATION);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 6, 7, 8, 9, 11, 12, 13, 4711, -1})
  void otherLoginsAreNotAnswered(int request) {
    try (var server =
        HostileServer.playing(
            peer -> {
              peer.startup();
              peer.askFor(request, new byte[4]);
              peer.answer();
            })) {
      assertThat(connecting(server, "").kind()).isIn(Kind.LOGIN_NOT_SENT, Kind.INVALID_REPLY);
      assertThat(server.received()).noneMatch(it -> it.startsWith("login"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {100_001, 2_000_000_000, 9_999_999_999L})
  void scramWithManyIterationsIsNotComputed(long iterations) {
    try (var server =
        HostileServer.playing(
            peer -> {
              peer.startup();
              peer.askForScram(iterations);
              peer.answer();
            })) {
      var fault = connecting(server, "");

      assertThat(fault.kind()).isEqualTo(Kind.LOGIN_NOT_SENT);
      assertThat(fault.message())
          .isEqualTo(
              "the login was not sent: the server asks for "
                  + iterations
                  + " iterations of SCRAM, and at most 100000 are computed; lower scram_iterations"
                  + " on the server and set the password again");
    }
  }

  @Test
  void aServerThatSkipsTheEndOfScramIsNotTrusted() {
    try (var server =
        HostileServer.playing(
            peer -> {
              peer.startup();
              peer.askForScram(4096);
              peer.answer();
              peer.letIn();
              peer.hang();
            })) {
      assertThat(connecting(server, "").kind()).isEqualTo(Kind.INVALID_REPLY);
    }
  }

  @Test
  void aServerThatAsksForNoLoginIsRefusedWhereOneIsRequired() {
    try (var server =
        HostileServer.playing(
            peer -> {
              peer.startup();
              peer.letIn();
              peer.hang();
            })) {
      assertThat(connecting(server, "?require_auth=scram-sha-256").message())
          .isEqualTo(
              "the login was not sent: the server asks for no login, and require_auth allows only"
                  + " scram-sha-256");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"require", "verify-full&sslrootcert=system"})
  void aServerWithoutTlsIsToldNothingWhereTlsIsRequired(String mode) {
    try (var server = HostileServer.playing(peer -> peer.startup())) {
      assertThat(connecting(server, "?sslmode=" + mode).kind()).isEqualTo(Kind.TLS);
      assertThat(server.received()).isEmpty();
    }
  }

  private static void askForPassword(HostilePeer peer) throws IOException {
    peer.startup();
    peer.askFor(3);
    peer.answer();
    refuse(peer);
  }

  private static void refuse(HostilePeer peer) throws IOException {
    peer.raw(report('E', "SFATAL", "VFATAL", "C28P01", "Mno"));
  }

  private static DatabaseFault connecting(HostileServer server, String parameters) {
    return SqlFaults.classify(
        catchThrowableOfType(
            SQLException.class,
            () ->
                new Connector(Duration.ofSeconds(10))
                    .connect(server.settings(parameters), "test")
                    .close()));
  }
}
