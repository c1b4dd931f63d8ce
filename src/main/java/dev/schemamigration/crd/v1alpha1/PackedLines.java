package dev.schemamigration.crd.v1alpha1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Packs lines into a field, as {@code gzip | base64} does, within bounds. */
final class PackedLines {
  /** Characters of a field. */
  private static final int LIMIT = 64 * 1024;

  /** Bytes that are unpacked; what was packed here has less. */
  private static final int UNPACKED_LIMIT = 16 * 1024 * 1024;

  private PackedLines() {}

  /** The lines, or as many of the first as there is space for; empty where there are none. */
  static Optional<String> pack(List<String> lines) {
    for (var count = lines.size(); count > 0; count -= count / 4 + 1) {
      var packed = packed(lines.subList(0, count));
      if (packed.length() <= LIMIT) {
        return Optional.of(packed);
      }
    }
    return Optional.empty();
  }

  private static String packed(List<String> lines) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** The lines of a field; none where it is absent or nothing that was packed here. */
  static List<String> unpack(@Nullable String packed) {
    if (packed == null) {
      return List.of();
    }
    try (var gzip =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
      var bytes = gzip.readNBytes(UNPACKED_LIMIT);
      return bytes.length < UNPACKED_LIMIT
          ? new String(bytes, StandardCharsets.UTF_8).lines().toList()
          : List.of();
    } catch (IOException | IllegalArgumentException e) {
      return List.of();
    }
  }
}
