package dev.schemamigration.database.archive;

import dev.schemamigration.text.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Packs texts for the archive: gzip for the revision file, zip for the files it reads. */
public final class ArchiveCodec {
  /** A constant, so that the same files always give the same bytes. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ArchiveCodec() {}

  public static byte[] pack(String content) {
    try (var out = new ByteArrayOutputStream()) {
      try (var gzip = new GZIPOutputStream(out)) {
        gzip.write(content.getBytes(StandardCharsets.UTF_8));
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] packAll(Map<String, byte[]> resources) {
    try (var out = new ByteArrayOutputStream()) {
      try (var zip = new ZipOutputStream(out)) {
        for (var resource : new TreeMap<>(resources).entrySet()) {
          var entry = new ZipEntry(resource.getKey());
          entry.setTimeLocal(NO_TIME);
          zip.putNextEntry(entry);
          zip.write(resource.getValue());
          zip.closeEntry();
        }
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of the packed bytes, in lower-case hexadecimal; null for null. */
  public static @Nullable String sha256(byte @Nullable [] packed) {
    return packed == null ? null : Digest.of(packed);
  }
}
