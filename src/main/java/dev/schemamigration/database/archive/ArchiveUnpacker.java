package dev.schemamigration.database.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks archived texts, up to a limit over all that it unpacks: a few bytes in the database can
 * unpack to any size.
 */
public final class ArchiveUnpacker {
  /** As much as all files of one source may have. */
  public static final int LIMIT = 64 << 20;

  /** What a file without content, or a parameter, counts. */
  private static final int ENTRY = 256;

  private int left = LIMIT;

  /** Unpacks a revision file. */
  public String unpack(byte[] packed) throws IOException {
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(limited(gzip), StandardCharsets.UTF_8);
    }
  }

  /** Unpacks the files that a revision reads. */
  public Map<String, byte[]> unpackAll(byte[] packed) throws IOException {
    var resources = new TreeMap<String, byte[]>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        spend(ENTRY + 2 * entry.getName().length());
        resources.put(entry.getName(), limited(zip));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("a file has a name that is no text", e);
    }
    // No files are stored as NULL, and ZipInputStream reads anything that is no zip as empty.
    if (resources.isEmpty()) {
      throw new IOException("it is no archive of files");
    }
    return resources;
  }

  /** Reads parameters; they are counted before, by their colons. */
  public Map<String, String> parameters(@Nullable String json) throws IOException {
    long colons = json == null ? 0 : json.chars().filter(it -> it == ':').count();
    spend((int) Math.min(colons * ENTRY, Integer.MAX_VALUE));
    return ParametersJson.read(json);
  }

  private byte[] limited(InputStream packed) throws IOException {
    var content = packed.readNBytes(left + 1);
    spend(content.length);
    return content;
  }

  private void spend(int bytes) throws IOException {
    if (bytes > left) {
      throw new TooLargeException();
    }
    left -= bytes;
  }

  /** The limit is reached. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    private TooLargeException() {
      super("it unpacks to more than " + (LIMIT >> 20) + " MiB");
    }
  }
}
