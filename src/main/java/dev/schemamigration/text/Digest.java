package dev.schemamigration.text;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest, of one text or of a sequence of values. Databases and statuses store the
 * results: none may change.
 */
public final class Digest {
  private final MessageDigest sha256;

  /** The digest of an empty sequence, to be added to. */
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

  /** Adds a value with its length before it, so that no two sequences are alike. */
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

  /** Adds a value that holds no zero byte, with one after it. */
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
