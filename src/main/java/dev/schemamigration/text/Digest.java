package dev.schemamigration.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Computes SHA-256 digests, of one text or of a sequence of values. Databases and statuses store
 * the results, so none of the computations may change.
 */
public final class Digest {
  private final MessageDigest sha256;

  /** Begins the digest of a sequence that has no values yet. */
  public Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Digest of {@code text} as UTF-8, in lower-case hexadecimal. */
  public static String of(String text) {
    return of(utf8(text));
  }

  /** Digest of {@code bytes}, in lower-case hexadecimal. */
  public static String of(byte[] bytes) {
    var digest = new Digest();
    digest.sha256.update(bytes);
    return digest.hex();
  }

  /** The first 64 bits of the digest of {@code text} as UTF-8. */
  public static long first64Bits(String text) {
    return ByteBuffer.wrap(new Digest().sha256.digest(utf8(text))).getLong();
  }

  /** Adds a value with its length before it, so that two different sequences never coincide. */
  public Digest add(String text) {
    return add(utf8(text));
  }

  /** Adds a key and its value, each with its length before it. */
  public Digest add(String key, byte[] value) {
    return add(key).add(value);
  }

  private Digest add(byte[] bytes) {
    sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    sha256.update(bytes);
    return this;
  }

  /** Adds a value and a zero byte after it; the value itself must not hold one. */
  public Digest addTerminated(String text) {
    sha256.update(utf8(text));
    sha256.update((byte) 0);
    return this;
  }

  /** The digest of all that has been added, in lower-case hexadecimal; ends the computation. */
  public String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
