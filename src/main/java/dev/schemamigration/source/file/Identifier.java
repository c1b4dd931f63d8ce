package dev.schemamigration.source.file;

import dev.schemamigration.revision.TargetSymbol;
import dev.schemamigration.source.fault.QuotedText;
import java.util.Optional;

/** Checks revision ids and branch labels. */
public final class Identifier {
  public static final int MAX_LENGTH = 64;

  private Identifier() {}

  /** Why a text cannot be a revision id, as the predicate of a sentence; empty if it can. */
  public static Optional<String> flawOfId(String text) {
    return flawOf(text, "_.");
  }

  /** Why a text cannot be a branch label, which may also contain a dash; empty if it can. */
  public static Optional<String> flawOfLabel(String text) {
    return flawOf(text, "_.-");
  }

  private static Optional<String> flawOf(String text, String signs) {
    if (text.isEmpty()) {
      return Optional.of("is empty");
    }
    if (text.length() > MAX_LENGTH) {
      return Optional.of("is longer than %d characters".formatted(MAX_LENGTH));
    }
    if (TargetSymbol.WORDS.contains(text)) {
      return Optional.of("is a word of the target grammar");
    }
    return text.codePoints()
        .filter(c -> !Character.isLetterOrDigit(c) && signs.indexOf(c) < 0)
        .mapToObj(Identifier::named)
        .findFirst()
        .map(name -> "contains " + name);
  }

  private static String named(int character) {
    if (Character.isWhitespace(character)) {
      return "a blank";
    }
    return character == '"' || character == '\''
        ? "a quotation mark"
        : QuotedText.of(Character.toString(character));
  }
}
