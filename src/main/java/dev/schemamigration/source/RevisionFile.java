package dev.schemamigration.source;

import dev.schemamigration.revision.Revision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One revision with the changelog behind it.
 *
 * @param path relative to its bundle, with forward slashes
 * @param content the whole file
 * @param irreversible its author forbids a downgrade
 * @param minServerVersion lowest Postgres major version it runs on
 * @param createDate as its header says
 */
public record RevisionFile(
    Revision revision,
    String path,
    String content,
    boolean irreversible,
    OptionalInt minServerVersion,
    Optional<Instant> createDate) {
  public RevisionFile {
    Objects.requireNonNull(revision);
    Objects.requireNonNull(path);
    Objects.requireNonNull(content);
    Objects.requireNonNull(minServerVersion);
    Objects.requireNonNull(createDate);
  }

  /** The revision's id. */
  public String id() {
    return revision.id();
  }

  /** SHA-256 of the content as UTF-8, in lower-case hexadecimal. */
  public String sha256() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
