package dev.schemamigration.engine.budget;

/**
 * What a text will take once it is read, known before: nothing is made of it for that.
 *
 * @param memory bytes
 * @param statements as many as it has semicolons
 */
record TextSize(long memory, long statements) {

  static TextSize of(CharSequence text) {
    long lines = 1;
    long statements = 1;
    boolean latin = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lines += c == '\n' || c == '\r' ? 1 : 0;
      statements += c == ';' ? 1 : 0;
      latin &= c <= 0xff;
    }
    return of(text.length(), lines, statements, latin);
  }

  /** Of a file in UTF-8, of which every byte counts as a character. */
  static TextSize of(byte[] file) {
    long lines = 1;
    long statements = 1;
    boolean latin = true;
    for (byte b : file) {
      lines += b == '\n' || b == '\r' ? 1 : 0;
      statements += b == ';' ? 1 : 0;
      latin &= b >= 0;
    }
    return of(file.length, lines, statements, latin);
  }

  private static TextSize of(long characters, long lines, long statements, boolean latin) {
    return new TextSize(
        characters * PassBudget.OF_CHARACTER * (latin ? 1 : 2)
            + lines * PassBudget.OF_LINE
            + statements * PassBudget.OF_STATEMENT,
        statements);
  }
}
