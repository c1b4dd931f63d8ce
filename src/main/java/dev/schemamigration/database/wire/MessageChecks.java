package dev.schemamigration.database.wire;

/** Checks that a message holds what its type promises, so that the driver reads no further. */
final class MessageChecks {
  private static final int OF_FIELD = 18;

  private MessageChecks() {}

  /** {@code count} texts, each ended by a zero byte, and nothing else. */
  static void texts(byte[] body, int count) throws WireException {
    int at = 0;
    for (int text = 0; text < count; text++) {
      at = afterText(body, at);
    }
    require(at == body.length);
  }

  /** A RowDescription: names, each with its numbers; returns how many. */
  static int fields(byte[] body) throws WireException {
    int count = count(body, 0);
    require(count <= RowCheck.MOST_COLUMNS);
    int at = 2;
    for (int field = 0; field < count; field++) {
      at = afterText(body, at) + OF_FIELD;
    }
    require(at == body.length);
    return count;
  }

  /** A number of numbers of {@code size} bytes, from {@code from} on. */
  static void numbers(byte[] body, int from, int size) throws WireException {
    require(body.length == from + 2 + count(body, from) * size);
  }

  /** A body of one size. */
  static void size(byte[] body, int least, int most) throws WireException {
    require(body.length >= least && body.length <= most);
  }

  private static int count(byte[] body, int from) throws WireException {
    require(body.length >= from + 2);
    return (body[from] & 0xff) << 8 | body[from + 1] & 0xff;
  }

  private static int afterText(byte[] body, int from) throws WireException {
    for (int at = from; at < body.length; at++) {
      if (body[at] == 0) {
        return at + 1;
      }
    }
    throw malformed();
  }

  private static void require(boolean consistent) throws WireException {
    if (!consistent) {
      throw malformed();
    }
  }

  private static WireException malformed() {
    return WireException.notPostgres("the server sent a malformed message");
  }
}
