package dev.schemamigration.cli.command;

import dev.schemamigration.cli.option.RevisionFolder;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.source.authoring.NewRevision;
import dev.schemamigration.source.authoring.RevisionIds;
import dev.schemamigration.source.authoring.RevisionPlacement;
import dev.schemamigration.source.authoring.RevisionWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** Writes the file of a new revision for the commands that make one, and reports its path. */
final class NewRevisionFile {
  private final CommandContext context;
  private final RevisionFolder folder;
  private final Clock clock = Clock.systemUTC();

  /**
   * @param folder read once, so that place and file are those of one state
   */
  NewRevisionFile(CommandContext context, RevisionFolder folder) {
    this.context = context;
    this.folder = folder;
  }

  /** Places of new revisions in the graph of the folder. */
  RevisionPlacement placement() {
    return new RevisionPlacement(folder.bundle().graph(), ids());
  }

  /** Ids of new revisions. */
  RevisionIds ids() {
    return new RevisionIds(clock, RandomGenerator.getDefault());
  }

  /** The folder. */
  RevisionFolder folder() {
    return folder;
  }

  /** A revision without statements, at its place. */
  NewRevision empty(Revision revision) {
    return NewRevision.empty(revision, now());
  }

  Instant now() {
    return clock.instant();
  }

  /** Writes the file and prints its path. */
  int write(NewRevision revision) {
    var writer = new RevisionWriter(folder.bundle());
    var path = writer.write(folder.path(), writer.compose(revision));
    var node = revision.revision();
    var document = new LinkedHashMap<String, Object>();
    document.put("revision", node.id());
    document.put("downRevisions", node.downRevisions());
    document.put("branchLabels", node.branchLabels());
    document.put("dependsOn", node.dependsOn());
    document.put("message", node.message());
    document.put("path", path.toString());
    return context.output().list(List.of(path.toString()), document).number();
  }
}
