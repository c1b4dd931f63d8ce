package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.ChangesetId;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that no two revisions have a changeset of the same identity. Liquibase identifies a
 * changeset by path, id and author; if two revisions shared one, the downgrade of one revision
 * would delete the row of the other. Pure.
 */
public final class ChangesetOwners {
  private ChangesetOwners() {}

  /**
   * Refuses a plan after which two revisions would have a changeset of the same identity.
   *
   * @param steps in the order in which they run
   * @param texts the changelog of each step
   * @param recorded the archive before the plan
   * @throws FaultException naming both revisions
   */
  public static void check(
      List<Step> steps, Map<Step, ParsedChangelog> texts, Collection<ArchivedRevision> recorded) {
    var owners = new HashMap<String, String>();
    recorded.forEach(row -> row.changesets().forEach(key -> owners.put(key, row.id())));
    for (var step : steps) {
      if (step.operation() == Operation.DOWNGRADE) {
        owners.values().removeIf(step.revision()::equals);
      } else {
        texts.get(step).changesets().stream()
            .map(Changeset::key)
            .forEach(key -> take(owners, key, step.revision()));
      }
    }
  }

  private static void take(Map<String, String> owners, String key, String revision) {
    var owner = owners.putIfAbsent(key, revision);
    if (owner != null && !owner.equals(revision)) {
      var id = ChangesetId.ofKey(key);
      throw new FaultException(
          Reason.InvalidSource,
          "revision "
              + revision
              + " has the "
              + id.described()
              + ", which is one of revision "
              + owner
              + " too; "
              + (id.isPlainScript()
                  ? "give the file another name"
                  : "give it another id or author, or leave logicalFilePath out"));
    }
  }
}
