package dev.schemamigration.database.tracking;

import dev.schemamigration.text.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Packs and unpacks archived texts: gzip for the revision file, zip for the files it reads. */
final class ArchiveCodec {
  /** More than any source may hold. */
  private static final int LIMIT = 80 << 20;

  /** A constant, so that the same files always give the same bytes. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private ArchiveCodec() {}

  static byte[] pack(String content) {
    try (var out = new ByteArrayOutputStream()) {
      try (var gzip = new GZIPOutputStream(out)) {
        gzip.write(content.getBytes(StandardCharsets.UTF_8));
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String unpack(byte[] packed) throws IOException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(limited(gzip, LIMIT), StandardCharsets.UTF_8);
    }
  }

  static byte[] packAll(Map<String, byte[]> resources) {
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

  static Map<String, byte[]> unpackAll(byte[] packed) throws IOException {
    var resources = new TreeMap<String, byte[]>();
    int left = LIMIT;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        var content = limited(zip, left);
        left -= content.length;
        resources.put(entry.getName(), content);
      }
    }
    // No files are stored as NULL, and ZipInputStream reads anything that is no zip as empty.
    if (resources.isEmpty()) {
      throw new IOException("it is no archive of files");
    }
    return resources;
  }

  /** SHA-256 of the packed bytes, in lower-case hexadecimal; null for null. */
  static @Nullable String sha256(byte @Nullable [] packed) {
    return packed == null ? null : Digest.of(packed);
  }

  /** Limits the unpacked size: any role with write access may have changed the archive. */
  private static byte[] limited(InputStream packed, int limit) throws IOException {
    var content = packed.readNBytes(limit + 1);
    if (content.length > limit) {
      throw new IOException("it unpacks to more than " + LIMIT + " bytes");
    }
    return content;
  }
}
