package dev.schemamigration.operator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.reference.KnownObjects;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.source.SourceFetcher;
import dev.schemamigration.testing.Changelogs;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message says of a connection that comes from a Secret, which may hold anything. */
class HiddenLoginPgTest {
  private static final String KEY = "sk_live_4242 with spaces/and+more";

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private final KnownObjects objects =
      new KnownObjects()
          .secret(
              "stripe",
              Map.of("apikey", KEY, "token", "tok-0815", "pin", "4711", "url", "hunter2://x"))
          .secret("layout", layout("tok-0815"))
          .secret("pg", layout(database.name()));

  private Map<String, String> layout(String name) {
    return Map.of(
        "host", "127.0.0.1",
        "port", Integer.toString(database.port()),
        "dbname", name,
        "username", database.user(),
        "password", database.password());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{host: 127.0.0.1, port: 1, name: d, usernameFrom: {name: stripe, key: apikey}}",
        "{host: 127.0.0.1, port: 1, usernameFrom: {name: stripe, key: apikey}}",
        "{host: 127.0.0.1, port: %d, name: d, usernameFrom: {name: stripe, key: apikey}}",
        "{host: 127.0.0.1, port: %d, usernameFrom: {name: stripe, key: token}}",
        "{secretRef: {name: stripe, keys: {host: token, name: apikey, username: token}}}",
        "{host: 127.0.0.1, secretRef: {name: stripe, keys: {port: pin, name: apikey, username: token}}}",
      })
  void aKeyThatIsNamedIsNamedAndNotShown(String spec) {
    var fault = refusal(settings(spec.replace("%d", Integer.toString(database.port()))));

    assertThat(fault)
        .contains("of Secret \"stripe\"")
        .doesNotContain("sk_live", "tok-0815", "4711", "and+more");
  }

  @Test
  void aRecognisedSecretIsNotShownBeforeTheLogin() {
    assertThat(refusal(settings("{secretRef: {name: layout}}")))
        .isEqualTo(
            "database of Secret \"layout\" as user of Secret \"layout\": database \"[secret]\" does"
                + " not exist (SQLSTATE 3D000)");
  }

  @Test
  void whatAServerHasAcceptedIsShown() throws Exception {
    try (var session = open(settings("{secretRef: {name: pg}}"))) {
      assertThat(session.facts().host()).isEqualTo("127.0.0.1");
      assertThat(session.facts().name()).isEqualTo(database.name());
      assertThat(session.settings().shown().role()).isEqualTo(database.user());
    }
  }

  @Test
  void aKeyThatIsNamedIsNotShownAfterTheLoginEither() throws Exception {
    var named =
        "{secretRef: {name: pg, keys: {host: host, port: port, name: dbname, username: username,"
            + " password: password}}}";
    try (var session = open(settings(named))) {
      assertThat(session.facts().host()).isEqualTo("key \"host\" of Secret \"pg\"");
      assertThat(session.facts().name()).isEqualTo("key \"dbname\" of Secret \"pg\"");
      assertThat(session.settings().shown().role()).isEqualTo("key \"username\" of Secret \"pg\"");
    }
  }

  @Test
  void aSecretThatIsNoUrlIsNotRepeatedAsAScheme() {
    var read = (ResolvedSpec.Unusable) read("{secretRef: {name: stripe, keys: {url: url}}}");

    assertThat(read.fault().reason()).isEqualTo(Reason.InvalidConnection);
    assertThat(read.fault().message()).contains("no URL").doesNotContain("hunter2");
  }

  private static Session open(ConnectionSettings settings) throws Exception {
    return new Connector(Duration.ofSeconds(5)).open(settings, SessionTimeouts.INSPECTION, "test");
  }

  private static String refusal(ConnectionSettings settings) {
    try (var session = open(settings)) {
      throw new AssertionError("logged in to " + session.facts());
    } catch (Exception e) {
      return new FaultTranslator(settings, List.of(), SpecFieldNames.INSTANCE).of(e).finding();
    }
  }

  private ConnectionSettings settings(String spec) {
    return ((ResolvedSpec.Usable) read(spec)).request().database();
  }

  private ResolvedSpec read(String database) {
    var resource =
        Given.resource("database: " + database + "\n" + Changelogs.inline(Changelogs.linear(1)));
    var snapshot = ReferenceSnapshot.take(resource, objects);
    var specs =
        new SpecResolver(
            new SpecReader(Optional.empty(), "test", () -> "cluster"),
            new SourceFetcher((namespace, fetch) -> fetch.run()));
    specs.resolve(resource, snapshot, () -> snapshot, () -> {});
    return specs.resolve(resource, snapshot, () -> snapshot, () -> {});
  }
}
