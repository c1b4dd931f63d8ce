package dev.schemamigration.database.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.schemamigration.database.connection.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "correct horse | wrong: correct horse!            | wrong: [secret]!",
        "correct horse | ?password=correct+horse&x        | ?password=[secret]&x",
        "correct horse | correct%20horse                  | [secret]",
        "p/w@1         | postgresql://app:p%2Fw%401@db    | postgresql://app:[secret]@db",
        "p/w@1         | postgresql://app:p%2fw%401@db    | postgresql://app:[secret]@db",
        "a~b*c d       | a~b%2Ac%20d a%7Eb*c+d            | [secret] [secret]",
        "it's mine     | VALUES ('it''s mine')            | VALUES ('[secret]')",
        "a\\b'c        | E'a\\\\b\\'c' E'a\\\\b''c'       | E'[secret]' E'[secret]'",
        "say \"x\" now | name \"say \"\"x\"\" now\"       | name \"[secret]\"",
        "S3cretWord    | column \"s3cretword\" is unknown | column \"[secret]\" is unknown",
        "p4ss'w0rd     | error at or near \"w0rd\"        | error at or near \"[secret]\"",
        "p4ss-w0rd     | column \"p4ss\" does not exist   | column \"[secret]\" does not exist",
        "pw            | pw = (pw) but not pwd or my_pw   | [secret] = ([secret]) but not pwd or"
            + " my_pw",
        "straße1       | STRASSE1 straße1                 | STRASSE1 [secret]",
        "$1\\2         | got $1\\2                        | got [secret]",
      })
  void aSecretIsFoundHoweverItIsWritten(String secret, String text, String expected) {
    assertThat(redaction(secret).apply(text)).isEqualTo(expected);
  }

  @Test
  void aSecretThatTheServerCutShortIsFoundToo() {
    var secret = "s".repeat(40) + "t".repeat(60);

    assertThat(
            redaction(secret).apply("Failing row contains (1, " + secret.substring(0, 63) + "...)"))
        .isEqualTo("Failing row contains (1, [secret]...)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%07dword", "a%07d", "%07d", "a"})
  void theTimeGrowsWithTheTextAndNotWithTheWordsOfTheSecret(String word) {
    var words =
        IntStream.range(0, 90_000).mapToObj(word::formatted).collect(Collectors.joining(" "));
    var redaction = redaction(words, "a".repeat(1_000_000), "a".repeat(4_000) + "b");
    var text =
        words.substring(words.length() / 2) + "a".repeat(500_000) + " unrelated ".repeat(50_000);

    var masked = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> redaction.apply(text));

    assertThat(masked).doesNotContain("0080000word", "a0080000");
  }

  @Test
  void whatIsCutOffIsMaskedBefore() {
    var redaction = redaction("correct horse battery");

    assertThat(redaction.apply("it is: correct horse battery", 15)).isEqualTo("it is: [secret]");
    assertThat(redaction.apply("correct horse battery staple", 3)).isEqualTo("[secret]");
    assertThat(redaction.apply("staple", 3)).isEqualTo("sta");
    assertThat(Redaction.NONE.apply("staple", 3)).isEqualTo("sta");
  }

  @Test
  void aTruncatedSecretIsMaskedAsFarAsItGoes() {
    var secret = "ab".repeat(200);

    assertThat(redaction(secret).apply("got " + secret.substring(0, 301) + "?"))
        .isEqualTo("got [secret]?");
  }

  @Test
  void nothingIsShownBehindTheBeginningOfASecretThatIsTooLongToCompare() {
    var secret = "-----BEGIN KEY-----" + "é1".repeat(5_000) + "end";

    assertThat(redaction(secret).apply("got " + secret + " instead")).isEqualTo("got [secret]");
    assertThat(redaction(secret).apply("got " + secret.substring(0, 900) + " instead"))
        .isEqualTo("got [secret] instead");
  }

  @Test
  void theLongerOfTwoSecretsGoesFirst() {
    assertThat(redaction("hunter", "hunter22").apply("hunter22 hunter"))
        .isEqualTo("[secret] [secret]");
  }

  @Test
  void ordinaryWordsOfASecretStayReadable() {
    assertThat(redaction("admin@shop.io").apply("role \"admin\" of admin@shop.io"))
        .isEqualTo("role \"admin\" of [secret]");
  }

  @Test
  void blankSecretsBlotOutNothing() {
    assertThat(redaction("", " ").apply("a b")).isEqualTo("a b");
    assertThat(Redaction.NONE.apply("a b")).isEqualTo("a b");
  }

  private static Redaction redaction(String... secrets) {
    return Redaction.of(Arrays.stream(secrets).map(Secret::of).toList());
  }

  @Test
  void aSecretThatIsAlsoANameIsBlottedOutAsAWholeWordOnly() {
    var redaction = Redaction.of(List.of(Secret.of("postgres")), List.of("postgres"));

    assertThat(redaction.apply("PostgreSQL 18: role \"postgres\" does not exist"))
        .isEqualTo("PostgreSQL 18: role \"[secret]\" does not exist");
  }

  @Test
  void aNameIsNoTokenOfASecret() {
    var redaction = Redaction.of(List.of(Secret.of("secret-of-test_10")), List.of("test_10"));

    assertThat(redaction.apply("permission denied for database test_10, secret-of-test_10"))
        .isEqualTo("permission denied for database test_10, [secret]");
  }
}
