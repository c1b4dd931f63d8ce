package dev.schemamigration.database.connection;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The syntax of a URL; the forms differ in the meaning of a {@code +} in the query. */
enum UrlForm {
  /** {@code postgresql://} and {@code postgres://}, as libpq reads them: {@code +} is a plus. */
  LIBPQ(Pattern.compile("(?:postgresql|postgres)://", Pattern.CASE_INSENSITIVE), false),
  /** {@code postgresql+driver://}, as SQLAlchemy reads it: {@code +} in the query is a space. */
  SQLALCHEMY(
      Pattern.compile("(?:postgresql|postgres)\\+[a-z0-9_]+://", Pattern.CASE_INSENSITIVE), true),
  /** {@code jdbc:postgresql:}, as pgjdbc reads it: {@code +} in the query is a space. */
  JDBC(Pattern.compile("jdbc:(?:postgresql|postgres):", Pattern.CASE_INSENSITIVE), true);

  private static final Pattern OTHER_SCHEME =
      Pattern.compile(
          "((?:jdbc:)?(?:mysql|mariadb|sqlite|oracle|sqlserver|mssql|db2|h2|cockroachdb|clickhouse"
              + "|mongodb|redis|rediss|amqp|amqps|http|https|ftp|file))[+:].*",
          Pattern.DOTALL);

  private final Pattern start;
  private final boolean plusIsSpace;

  UrlForm(Pattern start, boolean plusIsSpace) {
    this.start = start;
    this.plusIsSpace = plusIsSpace;
  }

  /** The form of a URL; empty when it is none of Postgres. */
  static Optional<UrlForm> of(String url) {
    for (var form : values()) {
      if (form.start.matcher(url).lookingAt()) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  /** The scheme of a URL in another form; empty when it is not well known, and may be a secret. */
  static Optional<String> schemeOf(String url) {
    var scheme = OTHER_SCHEME.matcher(url);
    return scheme.matches() ? Optional.of(scheme.group(1)) : Optional.empty();
  }

  /** What follows the scheme. */
  String rest(String url) {
    var matcher = start.matcher(url);
    return matcher.lookingAt() ? url.substring(matcher.end()) : url;
  }

  /** Decodes a value of the query. */
  Optional<String> decodeQuery(String text) {
    return decode(plusIsSpace ? text.replace('+', ' ') : text);
  }

  /** Decodes user, password, host or path; empty when a {@code %} is not followed by its digits. */
  static Optional<String> decode(String text) {
    if (text.indexOf('%') < 0) {
      return Optional.of(text);
    }
    var bytes = new ByteArrayOutputStream();
    for (var i = 0; i < text.length(); ) {
      if (text.charAt(i) != '%') {
        var end = text.indexOf('%', i);
        var plain = text.substring(i, end < 0 ? text.length() : end);
        bytes.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
        i += plain.length();
        continue;
      }
      var value = i + 2 < text.length() ? hex(text.charAt(i + 1), text.charAt(i + 2)) : -1;
      if (value <= 0) {
        return Optional.empty();
      }
      bytes.write(value);
      i += 3;
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static int hex(char high, char low) {
    var left = Character.digit(high, 16);
    var right = Character.digit(low, 16);
    return left < 0 || right < 0 || high > 'f' || low > 'f' ? -1 : left * 16 + right;
  }
}
