package dev.schemamigration.database.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

/** Random logins through every form of URL, and through the driver's own reading of JDBC's. */
class ConnectionUrlRoundTripTest {
  private static final String ALPHABET =
      "abcXYZ019 !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~äß€漢\uD83D\uDE00";
  private static final int ROUNDS = 2_000;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @Test
  void anEncodedLoginComesBackFromEveryForm() {
    for (var round = 0; round < ROUNDS; round++) {
      var user = text();
      var password = text();
      var database = text();
      for (var start : new String[] {"postgresql", "postgres", "postgresql+asyncpg"}) {
        var url =
            "%s://%s:%s@db:7/%s"
                .formatted(start, percent(user), percent(password), percent(database));
        assertReads(url, user, password, database);
      }
      assertReads(
          "postgresql:///%s?host=db&port=7&user=%s&password=%s"
              .formatted(percent(database), percent(user), percent(password)),
          user,
          password,
          database);
      assertReads(jdbc(user, password, database), user, password, database);
    }
  }

  @Test
  void aJdbcUrlMeansWhatItMeansToTheDriver() {
    for (var round = 0; round < ROUNDS; round++) {
      var url = jdbc(text(), text(), text());
      var settings = parse(url);
      var driver = Driver.parseURL(url, new Properties());

      assertThat(driver).as("seed %d: %s", seed, url).isNotNull();
      assertThat(settings.host()).isEqualTo(driver.getProperty("PGHOST"));
      assertThat(settings.port()).isEqualTo(Integer.parseInt(driver.getProperty("PGPORT")));
      assertThat(settings.database()).isEqualTo(driver.getProperty("PGDBNAME"));
      assertThat(settings.user()).isEqualTo(driver.getProperty("user"));
      assertThat(settings.password().orElseThrow().reveal())
          .as("seed %d: %s", seed, url)
          .isEqualTo(driver.getProperty("password"));
    }
  }

  @Test
  void aPasswordThatIsNotEncodedNeverTurnsUpInAMessage() {
    var refused = 0;
    for (var round = 0; round < ROUNDS; round++) {
      var password = marked();
      for (var url :
          new String[] {
            "postgresql://app:" + password + "@db:7/shop",
            "postgresql+psycopg2://app:" + password + "@db:7/shop?sslmode=require",
            "postgresql:///shop?user=app&password=" + password + "&host=db",
            "jdbc:postgresql://db:7/shop?user=app&password=" + password,
            "jdbc:postgresql://db:7/shop?password=" + password + "&user=app&connectTimeout=3",
          }) {
        refused += refusedSilently(url) ? 1 : 0;
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(ROUNDS);
  }

  /** The letters of the password are capital Q, which no message of this program contains. */
  private boolean refusedSilently(String url) {
    try {
      parse(url);
      return false;
    } catch (ConnectionException e) {
      assertThat(e.getMessage()).as("seed %d: %s", seed, url).doesNotContain("Q");
      return true;
    }
  }

  private void assertReads(String url, String user, String password, String database) {
    var settings = parse(url);
    assertThat(settings.user()).as("seed %d: %s", seed, url).isEqualTo(user);
    assertThat(settings.password().orElseThrow().reveal())
        .as("seed %d: %s", seed, url)
        .isEqualTo(password);
    assertThat(settings.database()).as("seed %d: %s", seed, url).isEqualTo(database);
    assertThat(settings.address()).isEqualTo("db:7/" + database);
  }

  private static String jdbc(String user, String password, String database) {
    return "jdbc:postgresql://db:7/%s?user=%s&password=%s"
        .formatted(form(database), form(user), form(password));
  }

  private static String percent(String text) {
    return form(text).replace("+", "%20");
  }

  private static String form(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String text() {
    var points = ALPHABET.codePoints().toArray();
    var text = new StringBuilder();
    var length = 1 + random.nextInt(16);
    while (text.codePointCount(0, text.length()) < length) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private String marked() {
    var special = "@/:?#&%=[],+ QQQQQQQ";
    var text = new StringBuilder("Q");
    for (var i = 0; i < 10; i++) {
      text.append(special.charAt(random.nextInt(special.length())));
    }
    return text.toString();
  }

  private static ConnectionSettings parse(String url) {
    return ConnectionUrl.fields(url).settings();
  }
}
