package dev.schemamigration.database.connection;

import java.util.regex.Pattern;

/** Validates TCP ports. */
final class PortNumber {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");

  private PortNumber() {}

  static int parse(String where, String text) {
    if (!DIGITS.matcher(text).matches()) {
      throw outOfRange(where);
    }
    return checked(where, Integer.parseInt(text));
  }

  static int checked(String where, int port) {
    if (port < 1 || port > 65535) {
      throw outOfRange(where);
    }
    return port;
  }

  private static ConnectionException outOfRange(String where) {
    return new ConnectionException(
        new ConnectionFault.BadValue(where, "the port", "a number from 1 to 65535"));
  }
}
