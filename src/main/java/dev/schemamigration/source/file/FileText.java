package dev.schemamigration.source.file;

import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.SourceException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes the bytes of a revision file, or names the line at which they are not text. */
public final class FileText {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final int PIECE = 8 << 10;

  private FileText() {}

  /**
   * The text without a byte order mark.
   *
   * @throws SourceException when the bytes are not UTF-8 or hold a NUL, which Postgres cannot store
   */
  public static String of(FileLocation location, byte[] bytes) {
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
      throw location.fault("is UTF-16", "save it as UTF-8");
    }
    refuseOtherEncoding(location, bytes);
    var text = new String(bytes, StandardCharsets.UTF_8);
    var nul = text.indexOf('\0');
    if (nul >= 0) {
      throw location.fault(
          (int) text.substring(0, nul).chars().filter(c -> c == '\n').count() + 1,
          "holds a NUL character",
          "save it as plain text in UTF-8");
    }
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** Decodes piece by piece: a large file takes no further memory for that. */
  private static void refuseOtherEncoding(FileLocation location, byte[] bytes) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var input = ByteBuffer.wrap(bytes);
    var piece = CharBuffer.allocate(PIECE);
    CoderResult result;
    do {
      result = decoder.decode(input, piece.clear(), true);
    } while (result.isOverflow());
    if (result.isError()) {
      throw location.fault(
          lineOf(bytes, input.position()),
          "is not UTF-8: byte 0x%02X".formatted(bytes[input.position()]),
          "save it as UTF-8");
    }
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  private static int lineOf(byte[] bytes, int position) {
    var line = 1;
    for (var i = 0; i < position; i++) {
      if (bytes[i] == '\n') {
        line++;
      }
    }
    return line;
  }
}
