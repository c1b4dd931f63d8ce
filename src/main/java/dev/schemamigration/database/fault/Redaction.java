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
 * Blots secrets out of texts that come from elsewhere: a server quotes literals, keys and rows. A
 * secret is found as it is and as it looks after URL encoding, quoting and escaping, without regard
 * to case (servers fold names), cut short (servers cut long values), and, where a stray quote broke
 * it into pieces, piece by piece.
 */
public final class Redaction {
  /** Stands where a secret stood. */
  public static final String MARK = "[secret]";

  /** Blots out nothing. */
  public static final Redaction NONE = of(Set.of());

  /** Shorter secrets are only found as whole words, or every message would be full of marks. */
  private static final int SHORT = 4;

  /** Servers cut names at 63 bytes and quoted values at 64. */
  private static final int CUT = 63;

  private static final Pattern WORD_BREAK = Pattern.compile("[^\\p{L}\\p{N}_]+");
  private static final Pattern MIXED = Pattern.compile("(?=.*\\p{L})(?=.*\\p{N}).{4,}");

  private final Optional<Pattern> pattern;

  private Redaction(Optional<Pattern> pattern) {
    this.pattern = pattern;
  }

  /** Blots out each of these texts; blank ones are no secrets. */
  public static Redaction of(Collection<Secret> secrets) {
    return of(secrets, Set.of());
  }

  /**
   * Blots out each of these texts; blank ones are no secrets.
   *
   * @param known texts that messages name on purpose: role, database, schemas. A secret that is one
   *     of them is only blotted out as a whole word, and they are no pieces of a secret
   */
  public static Redaction of(Collection<Secret> secrets, Collection<String> known) {
    var names = known.stream().map(it -> it.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    var texts = new HashSet<String>();
    var words = new HashSet<String>();
    for (var secret : secrets) {
      var text = secret.reveal();
      if (!text.isBlank()) {
        var word = text.strip().toLowerCase(Locale.ROOT);
        (word.length() < SHORT || names.contains(word) ? words : texts).addAll(looks(text));
        pieces(text).stream().filter(it -> !names.contains(it)).forEach(words::add);
      }
    }
    return new Redaction(
        texts.isEmpty() && words.isEmpty() ? Optional.empty() : Optional.of(join(texts, words)));
  }

  /** The text with {@link #MARK} wherever a secret stood. */
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

  private static Set<String> looks(String text) {
    var looks = new HashSet<String>();
    for (var whole : List.of(text, text.strip())) {
      var form = URLEncoder.encode(whole, StandardCharsets.UTF_8);
      looks.add(whole);
      looks.add(form);
      looks.add(form.replace("+", "%20"));
      looks.add(form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~"));
      looks.add(whole.replace("'", "''"));
      looks.add(whole.replace("\"", "\"\""));
      looks.add(whole.replace("\\", "\\\\"));
      looks.add(whole.replace("\\", "\\\\").replace("'", "''"));
      looks.add(whole.replace("\\", "\\\\").replace("'", "\\'"));
      looks.add(whole.replace("\\", "\\\\").replace("\"", "\\\""));
      looks.add(cut(whole));
    }
    return looks;
  }

  /** As much of it as a server keeps, which counts bytes and breaks no character. */
  private static String cut(String text) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
      if (bytes > CUT) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }

  /** Words that a lexer could take out of a secret and that are too odd to be anything else. */
  private static Set<String> pieces(String text) {
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
