package dev.schemamigration.database.fault;

/** A text without regard to case, in which each character has the place that it had before. */
record FoldedText(String text) {

  static FoldedText of(String text) {
    var folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      int other = Character.toLowerCase(Character.toUpperCase(character));
      int length = Character.charCount(character);
      folded.appendCodePoint(Character.charCount(other) == length ? other : character);
      i += length;
    }
    return new FoldedText(folded.toString());
  }

  int length() {
    return text.length();
  }

  char at(int position) {
    return text.charAt(position);
  }

  /** How many characters from {@code from} on are those of {@code other} from {@code start} on. */
  int common(int from, String other, int start) {
    int length = 0;
    while (from + length < text.length()
        && start + length < other.length()
        && text.charAt(from + length) == other.charAt(start + length)) {
      length++;
    }
    return length;
  }

  /** Whether no word goes on over this position. */
  boolean boundary(int position) {
    return position == 0
        || position == text.length()
        || !wordPart(text.codePointBefore(position))
        || !wordPart(text.codePointAt(position));
  }

  /** The end of the word that begins at a position; the position itself where none does. */
  int wordEnd(int position) {
    if (position > 0 && wordPart(text.codePointBefore(position))) {
      return position;
    }
    int end = position;
    while (end < text.length() && wordPart(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  static boolean wordPart(int character) {
    return character == '_'
        || Character.isLetter(character)
        || switch (Character.getType(character)) {
          case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
              true;
          default -> false;
        };
  }
}
