package dev.schemamigration.autogenerate;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.schema.script.Stage;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.authoring.NewRevision;
import dev.schemamigration.source.authoring.RevisionIds;
import dev.schemamigration.source.authoring.RevisionPlacement;
import dev.schemamigration.source.authoring.RevisionRequest;
import dev.schemamigration.source.authoring.RevisionWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Composes the files of generated revisions, each of which follows the one before it. */
public final class RevisionFiles {
  private final Bundle bundle;
  private final RevisionRequest request;
  private final RevisionIds ids;
  private final Clock clock;

  /**
   * @param bundle the directory that they become a part of
   * @param request what its author says of the first of them
   */
  public RevisionFiles(Bundle bundle, RevisionRequest request, RevisionIds ids, Clock clock) {
    this.bundle = bundle;
    this.request = request;
    this.ids = ids;
    this.clock = clock;
  }

  /** A file that is not written yet, and its revision. */
  public record Drafted(Revision revision, RevisionWriter.Draft draft) {}

  Bundle bundle() {
    return bundle;
  }

  List<Drafted> compose(List<GeneratedRevision> revisions) {
    var drafted = new ArrayList<Drafted>();
    var grown = bundle;
    for (var generated : revisions) {
      var node =
          new RevisionPlacement(grown.graph(), ids)
              .place(request(generated.stage(), revisions.size() > 1, drafted));
      var writer = new RevisionWriter(grown);
      var draft =
          writer.compose(
              new NewRevision(
                  node,
                  clock.instant(),
                  ProtectedSql.upgrade(generated.upgrade()),
                  ProtectedSql.rollback(generated.rollback()),
                  generated.stage() != Stage.CONCURRENT));
      drafted.add(new Drafted(node, draft));
      grown = writer.with(draft);
    }
    return drafted;
  }

  /** The bundle with all of these files. */
  static Bundle with(Bundle bundle, List<Drafted> drafted) {
    var grown = bundle;
    for (var it : drafted) {
      grown = new RevisionWriter(grown).with(it.draft());
    }
    return grown;
  }

  /** What is said of a revision holds for the first one; the others follow it. */
  private RevisionRequest request(Stage stage, boolean several, List<Drafted> before) {
    var message = several ? request.message().map(it -> it + suffix(stage)) : request.message();
    return before.isEmpty()
        ? new RevisionRequest(
            message,
            request.heads(),
            request.splice(),
            request.branchLabels(),
            request.dependsOn(),
            request.id())
        : new RevisionRequest(
            message,
            List.of(before.getLast().revision().id()),
            false,
            List.of(),
            List.of(),
            Optional.empty());
  }

  private static String suffix(Stage stage) {
    return switch (stage) {
      case ENUM_VALUES -> ": values of enums";
      case MAIN -> "";
      case VALIDATION -> ": validation";
      case CONCURRENT -> ": indexes";
      case AFTER_INDEXES -> ": after the indexes";
      case VALIDATION_AFTER_INDEXES -> ": validation after the indexes";
    };
  }
}
