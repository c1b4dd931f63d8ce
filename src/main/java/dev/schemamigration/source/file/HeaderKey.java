package dev.schemamigration.source.file;

import dev.schemamigration.text.EditDistance;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The keys of a revision header, with suggestions for misspelt ones. */
public enum HeaderKey {
  REVISION,
  DOWN_REVISION,
  BRANCH_LABELS,
  DEPENDS_ON,
  CREATE_DATE,
  IRREVERSIBLE,
  MIN_SERVER_VERSION,
  MESSAGE;

  private static final int LONGEST_MISSPELT = 30;

  /** The words that Alembic writes into the docstring of its files for two of the keys. */
  private static final Map<String, HeaderKey> ALIASES =
      Map.of("revision_id", REVISION, "revises", DOWN_REVISION);

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The key as a header spells it. */
  public String text() {
    return text;
  }

  /** The key with exactly that spelling. */
  static Optional<HeaderKey> of(String written) {
    return Arrays.stream(values()).filter(key -> key.text.equals(written)).findFirst();
  }

  /**
   * The key that a misspelt one probably means: other case, blanks or dashes for the underscore, or
   * one or two edits in a word long enough not to be another word. Never {@link #MESSAGE}: it is an
   * everyday word, and a line that is not a key becomes the message anyway.
   */
  static Optional<HeaderKey> meantBy(String written) {
    if (written.length() > LONGEST_MISSPELT) {
      return Optional.empty();
    }
    var plain = written.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
    if (ALIASES.containsKey(plain)) {
      return Optional.of(ALIASES.get(plain));
    }
    return Arrays.stream(values())
        .filter(key -> key != MESSAGE)
        .filter(key -> EditDistance.between(plain, key.text) <= key.tolerance())
        .findFirst();
  }

  private int tolerance() {
    return text.length() > 8 ? 2 : 1;
  }
}
