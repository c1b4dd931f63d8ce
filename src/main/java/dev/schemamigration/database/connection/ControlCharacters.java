package dev.schemamigration.database.connection;

/**
 * Refuses control characters in what is sent to a server. User and database are sent before the
 * server has said anything, and a line break in them would speak to whatever takes lines as
 * commands.
 */
final class ControlCharacters {
  private ControlCharacters() {}

  /**
   * The text, which has none.
   *
   * @param what is named in the message, which does not repeat the text
   * @throws ConnectionException when it has one
   */
  static String refused(String where, String what, String text) {
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new ConnectionException(
          new ConnectionFault.BadValue(
              where, what, "a text without line breaks and other control characters"));
    }
    return text;
  }
}
