package dev.schemamigration.database.fault;

import dev.schemamigration.database.connection.Secret;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets in texts of other programs: a server quotes literals, keys and rows. A secret is
 * found as it is and in its forms after URL encoding, quoting and escaping; regardless of case,
 * because servers fold names; truncated, because servers truncate long values; and, where a quote
 * within it splits it into tokens, token by token. Thread-safe.
 */
public final class Redaction {
  /** Replaces each secret. */
  public static final String MARK = "[secret]";

  /** Replaces nothing. */
  public static final Redaction NONE = of(Set.of());

  /** Shorter secrets are found as whole words only, or they would match everywhere. */
  private static final int SHORT = 4;

  private final List<Secret> secrets;
  private final Set<String> publicNames;
  private @Nullable SecretIndex index;

  private Redaction(List<Secret> secrets, Set<String> publicNames) {
    this.secrets = secrets;
    this.publicNames = publicNames;
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
    return new Redaction(
        secrets.stream().filter(it -> !it.reveal().isBlank()).toList(),
        publicNames.stream().map(it -> it.toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
  }

  /** The text with {@link #MARK} in place of every secret. */
  public String apply(String text) {
    return apply(text, Integer.MAX_VALUE);
  }

  /**
   * The beginning of the text with {@link #MARK} in place of every secret: what is cut off is
   * masked before.
   *
   * @param enough characters of the result, of which it may have a few more
   */
  public String apply(String text, int enough) {
    if (secrets.isEmpty() || text.isEmpty()) {
      return text.length() <= enough ? text : text.substring(0, enough);
    }
    var known = index();
    var folded = FoldedText.of(text);
    var masked = new StringBuilder();
    for (int at = 0; at < text.length() && masked.length() < enough; ) {
      int end = known.end(folded, at);
      if (end > at) {
        masked.append(MARK);
        at = end;
      } else {
        masked.append(text.charAt(at++));
      }
    }
    return masked.toString();
  }

  /** Most passes have nothing to say, so it is made when it is needed. */
  private synchronized SecretIndex index() {
    if (index == null) {
      index = new SecretIndex();
      for (var secret : secrets) {
        add(index, secret.reveal());
      }
    }
    return index;
  }

  private void add(SecretIndex index, String secret) {
    var word = secret.strip();
    boolean whole = word.length() < SHORT || publicNames.contains(word.toLowerCase(Locale.ROOT));
    boolean goesOn = SecretForms.cut(secret);
    SecretForms.of(secret).forEach(form -> index.add(form, whole, goesOn));
    addTokens(index, secret);
  }

  /** Tokens of a secret that a message may quote on their own; too rare to be ordinary words. */
  private void addTokens(SecretIndex index, String secret) {
    for (int from = 0; from < secret.length(); ) {
      int to = from;
      boolean letters = false;
      boolean digits = false;
      while (to < secret.length() && FoldedText.wordPart(secret.codePointAt(to))) {
        int character = secret.codePointAt(to);
        letters |= Character.isLetter(character);
        digits |= character != '_' && !Character.isLetter(character);
        to += Character.charCount(character);
      }
      boolean rare = to - from >= 8 || to - from >= SHORT && letters && digits;
      var token = secret.substring(from, to);
      if (rare && !publicNames.contains(token.toLowerCase(Locale.ROOT))) {
        index.addWord(token);
      }
      from = to < secret.length() ? to + Character.charCount(secret.codePointAt(to)) : to;
    }
  }

  @Override
  public String toString() {
    return "Redaction";
  }
}
