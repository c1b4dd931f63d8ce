package dev.schemamigration.database.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Shortens error messages of a server before the driver keeps them. */
final class ErrorMessages {
  /** Longer than what is shown of a field, so that no cut end is ever shown. */
  static final int LONGEST_FIELD = 32_000;

  /** More fields than a server has. */
  private static final int MOST_FIELDS = 32;

  /** Position in the statement, position in a query within it, and line: the driver parses them. */
  private static final String NUMBERS = "PpL";

  /** A severity in any language, which begins such a text. */
  private static final Pattern PREFIX = Pattern.compile("^\\p{L}{1,20}: +");

  private static final String CANNOT_CONNECT_NOW = "57P03";
  private static final byte SEVERITY = 'S';
  private static final byte UNTRANSLATED_SEVERITY = 'V';

  private ErrorMessages() {}

  /**
   * The fields of an error, each cut at {@link #LONGEST_FIELD}, and the severity in English, by
   * which an error of a statement is told from one that ends the session. A field whose end is not
   * there is left out.
   */
  static byte[] shortened(byte[] body) {
    var fields = new ByteArrayOutputStream();
    var severity = Optional.<byte[]>empty();
    int at = 0;
    for (int count = 0; count < MOST_FIELDS && at < body.length && body[at] != 0; count++) {
      int end = at + 1;
      while (end < body.length && body[end] != 0) {
        end++;
      }
      if (end == body.length) {
        break;
      }
      var text = Arrays.copyOfRange(body, at + 1, cut(body, at + 1, end));
      if (body[at] == UNTRANSLATED_SEVERITY) {
        severity = Optional.of(text);
      }
      if (NUMBERS.indexOf(body[at]) < 0 || isNumber(text)) {
        write(fields, body[at], text);
      }
      at = end + 1;
    }
    // The driver takes the last of several fields of one kind.
    severity.ifPresent(it -> write(fields, SEVERITY, it));
    fields.write(0);
    return fields.toByteArray();
  }

  /**
   * The fields of an error that came as a text: so servers report what happens before they have
   * read which protocol this side speaks (Postgres 13 when its postmaster dies, all versions when
   * no process can be started), as libpq understands them too.
   */
  static byte[] ofText(byte[] text) {
    var message = PREFIX.matcher(new String(text, StandardCharsets.UTF_8)).replaceFirst("").strip();
    var fields = new ByteArrayOutputStream();
    write(fields, SEVERITY, "FATAL".getBytes(StandardCharsets.US_ASCII));
    write(fields, (byte) 'C', CANNOT_CONNECT_NOW.getBytes(StandardCharsets.US_ASCII));
    write(fields, (byte) 'M', message.getBytes(StandardCharsets.UTF_8));
    fields.write(0);
    return fields.toByteArray();
  }

  /**
   * Whether a byte ends such a text.
   *
   * @throws WireException when no text of Postgres has it, as the line ends of other protocols
   */
  static boolean endsText(int one) throws WireException {
    if (one > 0 && one < ' ' && one != '\n' && one != '\t' || one == 0x7f) {
      throw WireException.notPostgres("the server sent an error in the form of another protocol");
    }
    return one == 0;
  }

  private static boolean isNumber(byte[] text) {
    if (text.length == 0 || text.length > 9) {
      return false;
    }
    for (byte digit : text) {
      if (digit < '0' || digit > '9') {
        return false;
      }
    }
    return true;
  }

  private static void write(ByteArrayOutputStream fields, byte kind, byte[] text) {
    fields.write(kind);
    fields.writeBytes(text);
    fields.write(0);
  }

  /** Where to cut, so that no character of UTF-8 is split. */
  private static int cut(byte[] body, int from, int end) {
    int cut = Math.min(end, from + LONGEST_FIELD);
    while (cut < end && cut > from && (body[cut] & 0xc0) == 0x80) {
      cut--;
    }
    return cut;
  }
}
