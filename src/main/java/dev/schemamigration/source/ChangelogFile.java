package dev.schemamigration.source;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import dev.schemamigration.source.file.ChangelogSniffer;
import dev.schemamigration.source.file.FileName;
import dev.schemamigration.source.file.FileText;
import dev.schemamigration.source.file.Header;
import dev.schemamigration.source.file.HeaderComment;
import dev.schemamigration.source.file.HeaderParser;
import dev.schemamigration.source.file.Identifier;
import dev.schemamigration.source.file.NoForwardMigration;
import dev.schemamigration.source.file.RevisionFormat;
import dev.schemamigration.source.file.SqlFileChecks;
import java.util.List;
import java.util.Optional;

/**
 * A revision file with its header, before its parents are known.
 *
 * @param header what the file itself declares
 */
record ChangelogFile(FileLocation location, String content, Header header) {

  /**
   * Parses one file with the extension of a changelog; empty when it is no revision.
   *
   * @throws SourceException when it is one, but cannot be used
   */
  static Optional<ChangelogFile> read(FileLocation location, RevisionFormat format, byte[] bytes) {
    var content = FileText.of(location, bytes);
    refuseTooManyLines(location, content);
    var lines = content.lines().toList();
    if (format == RevisionFormat.SQL) {
      SqlFileChecks.refuseSectionMarkers(location, lines);
    }
    var top = HeaderComment.of(format, lines);
    var header = HeaderParser.parse(location, top.lines());
    if (format == RevisionFormat.SQL && !header.declaresNode()) {
      NoForwardMigration.refuse(location);
    }
    if (content.isBlank()) {
      throw location.fault("is empty", "write the change into it or delete it");
    }
    if (format == RevisionFormat.SQL) {
      SqlFileChecks.refuse(location, lines, top.next());
    } else if (!ChangelogSniffer.isRevision(location, format, content, header.declaresNode())) {
      return Optional.empty();
    }
    if (!header.declaresNode()) {
      ChangelogSniffer.refuseLateHeader(location, lines, top.next());
    }
    var file = new ChangelogFile(location, content, header);
    file.refuseBadNameAsId();
    return Optional.of(file);
  }

  private static void refuseTooManyLines(FileLocation location, String content) {
    if (content.chars().filter(it -> it == '\n' || it == '\r').count() >= SourceLimits.LINES) {
      throw new SourceException(
          new SourceFault.TooLarge(
              location.source(),
              "%s: has more than the %d lines that one file may have"
                  .formatted(location.file(), SourceLimits.LINES),
              "split it"));
    }
  }

  private void refuseBadNameAsId() {
    if (header.revision().isEmpty()) {
      Identifier.flawOfId(id())
          .ifPresent(
              flaw -> {
                throw location.fault(
                    "without a header the beginning of its name is the revision id, and %s %s"
                        .formatted(QuotedText.of(id()), flaw),
                    "rename the file or add a line \"revision: …\" at its top");
              });
    }
  }

  String id() {
    return header.revision().orElseGet(() -> FileName.of(location.file()).id());
  }

  String message() {
    return header.message().orElseGet(() -> FileName.of(location.file()).message());
  }

  RevisionFile asRevision(List<String> downRevisions) {
    return new RevisionFile(
        new Revision(id(), downRevisions, header.branchLabels(), header.dependsOn(), message()),
        location.file(),
        content,
        header.irreversible(),
        header.minServerVersion(),
        header.createDate());
  }
}
