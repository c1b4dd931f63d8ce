package dev.schemamigration.database.fault;

import dev.schemamigration.database.connection.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Replaces secrets in texts of other programs: a server quotes literals, keys and rows. A secret is
 * found as it is and in its forms after URL encoding, quoting and escaping; regardless of case,
 * because servers fold names; truncated, because servers truncate long values; and, where a quote
 * within it splits it into tokens, token by token.
 */
public final class Redaction {
  /** Replaces each secret. */
  public static final String MARK = "[secret]";

  /** Replaces nothing. */
  public static final Redaction NONE = of(Set.of());

  /** Shorter secrets are found as whole words only, or they would match everywhere. */
  private static final int SHORT = 4;

  /** Servers truncate names at 63 bytes and quoted values at 64. */
  private static final int TRUNCATED_AT = 63;

  private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}\\p{N}_]+");
  private static final Pattern MIXED = Pattern.compile("(?=.*\\p{L})(?=.*\\p{N}).{4,}");

  private final Optional<Pattern> pattern;

  private Redaction(Optional<Pattern> pattern) {
    this.pattern = pattern;
  }

  /** Replaces each of {@code secrets}; blank ones are ignored. */
  public static Redaction of(Collection<Secret> secrets) {
    return of(secrets, Set.of());
  }

  /**
   * Replaces each of {@code secrets}; blank ones are ignored.
   *
   * @param publicNames texts that messages name on purpose: role, database, schemas. A secret that
   *     equals one of them is replaced as a whole word only, and a token of a secret that equals
   *     one is not replaced
   */
  public static Redaction of(Collection<Secret> secrets, Collection<String> publicNames) {
    var names =
        publicNames.stream().map(it -> it.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    var texts = new HashSet<String>();
    var words = new HashSet<String>();
    for (var secret : secrets) {
      var text = secret.reveal();
      if (!text.isBlank()) {
        var word = text.strip().toLowerCase(Locale.ROOT);
        (word.length() < SHORT || names.contains(word) ? words : texts).addAll(forms(text));
        tokens(text).stream().filter(it -> !names.contains(it)).forEach(words::add);
      }
    }
    return new Redaction(
        texts.isEmpty() && words.isEmpty() ? Optional.empty() : Optional.of(join(texts, words)));
  }

  /** The text with {@link #MARK} in place of every secret. */
  public String apply(String text) {
    return pattern.map(it -> it.matcher(text).replaceAll(MARK)).orElse(text);
  }

  private static Pattern join(Set<String> texts, Set<String> words) {
    var anywhere = texts.stream().map(text -> new Part(text, Pattern.quote(text)));
    var whole =
        words.stream()
            .map(
                word ->
                    new Part(
                        word,
                        "(?<![\\p{L}\\p{N}_])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}_])"));
    return Pattern.compile(
        Stream.concat(anywhere, whole)
            .sorted(Comparator.comparingInt((Part part) -> part.text().length()).reversed())
            .map(Part::expression)
            .collect(Collectors.joining("|")),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** A text and how to find it. */
  private record Part(String text, String expression) {}

  private static Set<String> forms(String text) {
    var forms = new HashSet<String>();
    for (var whole : List.of(text, text.strip())) {
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
      forms.add(truncated(whole));
    }
    return forms;
  }

  /** As much of it as a server keeps: it counts bytes and splits no character. */
  private static String truncated(String text) {
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
    return text.substring(0, end);
  }

  /** Tokens of a secret that a message may quote on their own; too rare to be ordinary words. */
  private static Set<String> tokens(String text) {
    return WORD_BREAK
        .splitAsStream(text)
        .filter(it -> it.length() >= 8 || MIXED.matcher(it).matches())
        .map(it -> it.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return "Redaction";
  }
}
