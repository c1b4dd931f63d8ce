package dev.schemamigration.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.database.connection.ConnectionException;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibpqEnvironmentTest {
  @TempDir Path home;

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void atHome() {
    environment.put("HOME", home.toString());
  }

  private ConnectionSettings complete(String url) {
    return new LibpqEnvironment(environment, warnings::add).complete(url, Optional.empty());
  }

  private static ConnectionSettings settings(
      String host, int port, String database, String user, String password) {
    return ConnectionSettings.of(
        host, port, database, user, Optional.ofNullable(password).map(Secret::of));
  }

  private Path file(String name, String permissions, String text) throws IOException {
    var file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file;
  }

  @Test
  void theEnvironmentAloneNamesADatabase() {
    environment.putAll(
        Map.of(
            "PGHOST",
            "db",
            "PGPORT",
            "6432",
            "PGDATABASE",
            "shop",
            "PGUSER",
            "app",
            "PGPASSWORD",
            "pw"));

    assertThat(complete("postgresql://")).isEqualTo(settings("db", 6432, "shop", "app", "pw"));
  }

  @ParameterizedTest
  @CsvSource({"PGHOST, db", "PGPORT, 6432", "PGDATABASE, shop", "PGUSER, app", "PGSERVICE, shop"})
  void anyVariableThatNamesAPieceNamesADatabase(String name, String value) {
    environment.put(name, value);

    assertThat(new LibpqEnvironment(environment, warnings::add).namesDatabase()).isTrue();
    assertThat(
            new LibpqEnvironment(Map.of("PGPASSWORD", "pw", name, " "), warnings::add)
                .namesDatabase())
        .isFalse();
  }

  @Test
  void theUrlHasPrecedenceAndTheVariablesFillInTheRest() {
    environment.putAll(
        Map.of("PGHOST", "other", "PGPORT", "6432", "PGUSER", "someone", "PGPASSWORD", "pw"));

    assertThat(complete("postgresql://app@db/shop"))
        .isEqualTo(settings("db", 6432, "shop", "app", "pw"));
    assertThat(complete("postgresql://app:own@db:5433/shop"))
        .isEqualTo(settings("db", 5433, "shop", "app", "own"));
  }

  @Test
  void whatNothingNamesIsTheUserOnThisMachine() {
    var user = System.getProperty("user.name");

    assertThat(complete("postgresql://")).isEqualTo(settings("localhost", 5432, user, user, null));
  }

  @Test
  void aServiceStandsBetweenTheUrlAndTheVariables() throws IOException {
    file(
        ".pg_service.conf",
        "rw-r--r--",
        """
        # services
        [other]
        host=other

        [shop]
        host=db
        port = 6432
        dbname=shop
        user=app
        sslmode=require

        [last]
        host=last
        """);
    environment.putAll(Map.of("PGSERVICE", "shop", "PGHOST", "x", "PGPASSWORD", "pw"));

    var settings = complete("postgresql://me@");

    assertThat(settings.address()).isEqualTo("db:6432/shop");
    assertThat(settings.user()).isEqualTo("me");
    assertThat(settings.password()).contains(Secret.of("pw"));
    assertThat(settings.parameters()).containsEntry("sslmode", "require");
    assertThat(complete("postgresql:///?service=last&connect_timeout=5").host()).isEqualTo("last");
  }

  @Test
  void aServiceThatIsNotThereIsNamedWithTheFile() throws IOException {
    var file = file("services", "rw-------", "[shop]\nhost=db\nport 1\n");
    environment.put("PGSERVICEFILE", file.toString());

    assertThatThrownBy(() -> complete("postgresql:///?service=shops"))
        .isInstanceOf(ConnectionException.class)
        .hasMessage("service \"shops\": it is not defined in " + file);
    assertThatThrownBy(() -> complete("postgresql:///?service=shop"))
        .hasMessage("service \"shop\" of " + file + ": line 3 is not keyword=value; correct it");
  }

  @Test
  void aServiceThatIsNotEncodedIsNamed() {
    assertThatThrownBy(() -> complete("postgresql:///?service=100%"))
        .isInstanceOf(ConnectionException.class)
        .hasMessage("service \"100%\": a % begins no two hexadecimal digits; write it as %25");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db:5432:shop:app:pw | pw",
        "*:*:*:*:any | any",
        "# db:5432:shop:app:no | ",
        "db:5433:shop:app:no | ",
        "db:5432:shop:app | ",
        "d*:5432:shop:app:no | ",
        "db:5432:shop:app:a\\:b\\\\c:d | a:b\\c:d",
        "d\\b:*:shop:app:escaped | escaped",
      })
  void thePasswordFileIsReadAsLibpqReadsIt(String line, String password) throws IOException {
    file(".pgpass", "rw-------", "other:*:*:*:no\n" + line + "\n*:*:*:nobody:no\n");

    assertThat(complete("postgresql://app@db/shop").password())
        .isEqualTo(Optional.ofNullable(password).map(Secret::of));
  }

  @Test
  void aPasswordFileThatOthersMayReadIsPassedOver() throws IOException {
    var file = file("passwords", "rw-r--r--", "*:*:*:*:pw\n");
    environment.put("PGPASSFILE", file.toString());

    assertThat(complete("postgresql://app@db/shop").password()).isEmpty();
    assertThat(warnings)
        .containsExactly(
            "password file " + file + " is passed over: others may read it; run chmod 600 on it");
  }

  @Test
  void theSearchPathAndTheTlsModeOfTheEnvironmentCount() {
    environment.put("PGOPTIONS", "-c search_path=ledger");
    environment.put("PGSSLMODE", "require");

    var settings = complete("postgresql://app@db/shop");

    assertThat(settings.schema()).contains("ledger");
    assertThat(settings.parameters()).containsEntry("sslmode", "require");
    assertThat(complete("postgresql://app@db/shop?sslmode=disable&search_path=a").schema())
        .contains("a");
  }

  @Test
  void theAuthoritiesOfTheRuntimeAreOneChoiceOfRootCertificates() throws IOException {
    environment.put("PGSSLROOTCERT", "system");

    assertThat(complete("postgresql://app@db/shop").parameters())
        .containsEntry("sslmode", "verify-full");

    environment.clear();
    atHome();
    file(".pg_service.conf", "rw-r--r--", "[shop]\nhost=db\nsslrootcert=nowhere.pem\n");

    assertThatThrownBy(() -> complete("postgresql:///?service=shop"))
        .hasMessageContaining("file nowhere.pem cannot be read");
  }

  @ParameterizedTest
  @CsvSource({"PGSSLROOTCERT", "PGSSLCERT", "PGSSLKEY", "PGSSLCRL", "PGSSLCRLDIR"})
  void aFileThatTheModeDoesNotUseIsNotRead(String variable) throws IOException {
    environment.put(variable, "nowhere.pem");

    assertThat(complete("postgresql://app@db/shop?sslmode=disable").parameters())
        .containsEntry("sslmode", "disable");
    environment.put("PGSSLMODE", "disable");
    assertThat(complete("postgresql://app@db/shop").sslRootCert()).isEmpty();

    environment.remove(variable);
    file(
        ".pg_service.conf",
        "rw-r--r--",
        "[shop]\nhost=db\n%s=nowhere.pem\n"
            .formatted(variable.substring(2).toLowerCase(java.util.Locale.ROOT)));
    assertThat(complete("postgresql:///?service=shop").host()).isEqualTo("db");
  }

  @Test
  void aRootCertificateIsReadOnlyForAModeThatVerifies() {
    environment.put("PGSSLROOTCERT", "nowhere.pem");

    for (var mode : List.of("allow", "prefer")) {
      assertThat(complete("postgresql://app@db/shop?sslmode=" + mode).sslRootCert()).isEmpty();
    }
    for (var mode : List.of("require", "verify-ca", "verify-full")) {
      assertThatThrownBy(() -> complete("postgresql://app@db/shop?sslmode=" + mode))
          .hasMessage("PGSSLROOTCERT: file nowhere.pem cannot be read; correct the path");
    }
  }

  @Test
  void theFileOfAServiceGoesBeforeTheAuthoritiesThatAVariableNames() throws IOException {
    environment.put("PGSSLROOTCERT", "system");
    file(".pg_service.conf", "rw-r--r--", "[shop]\nhost=db\nsslrootcert=nowhere.pem\n");

    assertThatThrownBy(() -> complete("postgresql:///?service=shop"))
        .hasMessageContaining("file nowhere.pem cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PGPORT | x | PGPORT: the port must be a number from 1 to 65535",
        "PGHOST | /run/postgresql | PGHOST: the host is a path to a Unix socket; name a host that"
            + " is reached by TCP",
        "PGSSLCERT | me.crt | PGSSLCERT: parameter \"sslcert\" is refused: client certificates are"
            + " not supported; log in with a password",
        "PGSSLROOTCERT | nowhere.pem | PGSSLROOTCERT: file nowhere.pem cannot be read; correct the"
            + " path",
      })
  void aVariableThatCannotBeUsedIsNamed(String name, String value, String message) {
    environment.put(name, value);

    assertThatThrownBy(() -> complete("postgresql://"))
        .isInstanceOf(ConnectionException.class)
        .hasMessage(message);
  }
}
