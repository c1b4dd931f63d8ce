package dev.schemamigration.database.fault;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The forms in which other programs quote a secret. */
final class SecretForms {
  /** More of a secret is not compared: where so much of it stands, nothing behind it is shown. */
  static final int LONGEST = 4_096;

  /** Servers truncate names at 63 bytes and quoted values at 64. */
  private static final int TRUNCATED_AT = 63;

  private SecretForms() {}

  /** As it is, and after URL encoding, quoting and escaping; each of them up to a length. */
  static Set<String> of(String secret) {
    var forms = new HashSet<String>();
    for (var whole : List.of(beginning(secret), beginning(secret.strip()))) {
      var encoded = URLEncoder.encode(whole, StandardCharsets.UTF_8);
      forms.add(whole);
      forms.add(encoded);
      forms.add(encoded.replace("+", "%20"));
      forms.add(encoded.replace("+", "%20").replace("*", "%2A").replace("%7E", "~"));
      forms.add(whole.replace("'", "''"));
      forms.add(whole.replace("\"", "\"\""));
      forms.add(whole.replace("\\", "\\\\"));
      forms.add(whole.replace("\\", "\\\\").replace("'", "''"));
      forms.add(whole.replace("\\", "\\\\").replace("'", "\\'"));
      forms.add(whole.replace("\\", "\\\\").replace("\"", "\\\""));
    }
    return forms;
  }

  /** Whether a secret is longer than what is compared of it. */
  static boolean cut(String secret) {
    return secret.strip().length() > LONGEST;
  }

  private static String beginning(String secret) {
    if (secret.length() <= LONGEST) {
      return secret;
    }
    return secret.substring(
        0, Character.isHighSurrogate(secret.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
  }

  /** Length of as much of a text as a server keeps: it counts bytes and splits no character. */
  static int truncated(String text) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (bytes > TRUNCATED_AT) {
        break;
      }
      end += Character.charCount(character);
    }
    return end;
  }
}
