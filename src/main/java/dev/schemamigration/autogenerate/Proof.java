package dev.schemamigration.autogenerate;

import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.schema.ScratchSession;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.scratch.ScratchDatabase;
import dev.schemamigration.source.Bundle;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Applies revision files to a scratch database and undoes them, and compares at every level. */
final class Proof {
  private final ComparisonContext context;
  private final ScratchDatabase scratch;
  private final Bundle bundle;

  /**
   * @param scratch is at the heads of the bundle
   * @param bundle without the files
   */
  Proof(ComparisonContext context, ScratchDatabase scratch, Bundle bundle) {
    this.context = context;
    this.scratch = scratch;
    this.bundle = bundle;
  }

  /**
   * What is not as it should be; empty when the files are proved.
   *
   * @param levels the schema below each file and above the last
   */
  List<String> of(List<RevisionFiles.Drafted> files, List<Catalog> levels, Catalog wanted) {
    return context.inSession(scratch, session -> found(files, levels, wanted, session));
  }

  private List<String> found(
      List<RevisionFiles.Drafted> files,
      List<Catalog> levels,
      Catalog wanted,
      ScratchSession session)
      throws SQLException {
    var found = new ArrayList<String>();
    var whole = RevisionFiles.with(bundle, files);
    try {
      context.run(whole, scratch.settings(), new Goal.Upgrade("heads"));
      left(session, wanted).forEach(it -> found.add("the upgrade leaves " + it));
      for (int i = files.size() - 1; i >= 0; i--) {
        var id = files.get(i).revision().id();
        context.run(whole, scratch.settings(), new Goal.Downgrade(below(files.get(i))));
        left(session, levels.get(i))
            .forEach(it -> found.add("the rollback of " + id + " leaves " + it));
      }
    } catch (ComparisonStopped e) {
      found.add(e.getMessage());
    }
    return found;
  }

  /** Undoes this file alone: other revisions may follow the same parent, or begin at base too. */
  private static String below(RevisionFiles.Drafted file) {
    var parents = file.revision().downRevisions();
    return file.revision().id() + "@" + (parents.isEmpty() ? "base" : parents.getFirst());
  }

  private static List<String> left(ScratchSession session, Catalog wanted) throws SQLException {
    return session.catalog().changesTo(wanted).stream().map(ChangeText::line).toList();
  }
}
