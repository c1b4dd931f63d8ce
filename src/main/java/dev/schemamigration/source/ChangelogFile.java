package dev.schemamigration.source;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.file.ChangelogSniffer;
import dev.schemamigration.source.file.FileName;
import dev.schemamigration.source.file.FileText;
import dev.schemamigration.source.file.Header;
import dev.schemamigration.source.file.HeaderComment;
import dev.schemamigration.source.file.HeaderParser;
import dev.schemamigration.source.file.Identifier;
import dev.schemamigration.source.file.RevisionFormat;
import dev.schemamigration.source.file.SqlFileChecks;
import java.util.List;
import java.util.Optional;

/**
 * A revision file as it stands in its folder, before its place in the graph is known.
 *
 * @param header what it says itself
 */
record ChangelogFile(FileLocation place, String content, Header header) {

  /**
   * Reads one file with the ending of a changelog; empty when it is no revision.
   *
   * @throws SourceException when it is one, but cannot be used
   */
  static Optional<ChangelogFile> read(FileLocation place, RevisionFormat format, byte[] bytes) {
    var content = FileText.of(place, bytes);
    if (content.isBlank()) {
      throw place.fault("is empty", "write the change into it or delete it");
    }
    var lines = content.lines().toList();
    var top = HeaderComment.of(format, lines);
    var header = HeaderParser.parse(place, top.lines());
    if (format == RevisionFormat.SQL) {
      SqlFileChecks.refuse(place, lines, top.next());
    } else if (!ChangelogSniffer.isRevision(place, format, content, header.standsAlone())) {
      return Optional.empty();
    }
    if (!header.standsAlone()) {
      ChangelogSniffer.refuseLateHeader(place, lines, top.next());
    }
    var file = new ChangelogFile(place, content, header);
    file.refuseBadNameAsId();
    return Optional.of(file);
  }

  private void refuseBadNameAsId() {
    if (header.revision().isEmpty()) {
      Identifier.flawOfId(id())
          .ifPresent(
              flaw -> {
                throw place.fault(
                    "without a header the beginning of its name is the revision id, and %s %s"
                        .formatted(QuotedText.of(id()), flaw),
                    "rename the file or add a line \"revision: …\" at its top");
              });
    }
  }

  String id() {
    return header.revision().orElseGet(() -> FileName.of(place.file()).id());
  }

  String message() {
    return header.message().orElseGet(() -> FileName.of(place.file()).message());
  }

  RevisionFile asRevision(List<String> downRevisions) {
    return new RevisionFile(
        new Revision(id(), downRevisions, header.branchLabels(), header.dependsOn(), message()),
        place.file(),
        content,
        header.irreversible(),
        header.minServerVersion(),
        header.createDate());
  }
}
