package dev.schemamigration.source;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.file.FileRole;
import dev.schemamigration.source.file.Header;
import dev.schemamigration.source.file.HeaderComment;
import dev.schemamigration.source.file.HeaderParser;
import dev.schemamigration.source.file.RevisionFormat;
import dev.schemamigration.text.Digest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A revision with its changelog.
 *
 * @param path relative to its bundle, with forward slashes
 * @param content the whole file
 * @param irreversible whether its author forbids a downgrade
 * @param minServerVersion lowest Postgres major version that it supports
 * @param createDate as declared in its header
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
    if (RevisionFormat.of(path).isEmpty()) {
      throw new IllegalArgumentException(path + " does not end like a changelog");
    }
  }

  /** The revision, with the archived parents unless the file declares its own. */
  Revision revisionBeside(Revision archived) {
    return takesArchivedParents(archived)
        ? new Revision(
            revision.id(),
            archived.downRevisions(),
            revision.branchLabels(),
            revision.dependsOn(),
            revision.message())
        : revision;
  }

  /** Whether its parents were inferred from the order of the files, and are not the archived. */
  public boolean takesArchivedParents(Revision archived) {
    return !archived.downRevisions().equals(revision.downRevisions()) && !declaresParents();
  }

  private boolean declaresParents() {
    return header(path, content).map(Header::declaresNode).orElse(false);
  }

  private static Optional<Header> header(String path, String content) {
    try {
      var format = RevisionFormat.of(path).orElseThrow();
      var top = HeaderComment.of(format, content.lines().toList());
      return Optional.of(HeaderParser.parse(new FileLocation("archive", path), top.lines()));
    } catch (SourceException e) {
      return Optional.empty();
    }
  }

  /** The format of the changelog. */
  public RevisionFormat format() {
    return RevisionFormat.of(path).orElseThrow();
  }

  /** Path of the file beside it that holds what has to be true after it. */
  public String verificationPath() {
    return verificationOf(path);
  }

  /** The same of the path of a revision file. */
  public static String verificationOf(String path) {
    return FileRole.verificationOf(path);
  }

  /** The revision's id. */
  public String id() {
    return revision.id();
  }

  /** SHA-256 of the content as UTF-8, in lower-case hexadecimal. */
  public String sha256() {
    return Digest.of(content);
  }
}
