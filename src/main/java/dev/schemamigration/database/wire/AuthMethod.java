package dev.schemamigration.database.wire;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A way to log in, with the word that libpq's {@code require_auth} has for it. */
public enum AuthMethod {
  /** The password itself. */
  PASSWORD("password"),
  /** An MD5 digest of it. */
  MD5("md5"),
  /** Kerberos, which is not supported and may be listed. */
  GSS("gss"),
  /** Windows' own, which is not supported and may be listed. */
  SSPI("sspi"),
  /** SCRAM, which proves to each side that the other knows the password. */
  SCRAM("scram-sha-256"),
  /** A token, which is not supported and may be listed. */
  OAUTH("oauth"),
  /** Nothing is asked. */
  NONE("none");

  private final String word;

  AuthMethod(String word) {
    this.word = word;
  }

  /** Its word in {@code require_auth}. */
  public String word() {
    return word;
  }

  /** The words of all methods, separated by commas. */
  public static String words() {
    return Arrays.stream(values()).map(AuthMethod::word).collect(Collectors.joining(", "));
  }

  /**
   * Reads a {@code require_auth}: methods separated by commas, or all but those that are listed
   * with an exclamation mark. Empty when the text is no such list.
   */
  public static Optional<Set<AuthMethod>> parse(String text) {
    var listed = EnumSet.noneOf(AuthMethod.class);
    var parts = text.split(",", values().length + 1);
    var without = parts[0].strip().startsWith("!");
    for (var part : parts) {
      var word = part.strip();
      var method = of(without && word.startsWith("!") ? word.substring(1) : word);
      if (method.isEmpty() || without != word.startsWith("!") || !listed.add(method.get())) {
        return Optional.empty();
      }
    }
    return Optional.of(without ? EnumSet.complementOf(listed) : listed);
  }

  private static Optional<AuthMethod> of(String word) {
    return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
  }
}
