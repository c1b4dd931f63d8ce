package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.text.Digest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Computes the hash by which a plan is approved, over the steps in their order, their files, the
 * contexts and labels of what is applied, and the attempts that they undo. A revision that is
 * undone and applied again has another attempt, so the hash of a plan with a downgrade never occurs
 * twice.
 */
final class PlanHash {
  private PlanHash() {}

  /**
   * {@code sha256:} and 64 hexadecimal digits.
   *
   * @param archived the archive, by revision
   */
  static String of(
      List<Step> steps,
      Function<Step, ParsedChangelog> changelogs,
      Map<String, ArchivedRevision> archived) {
    var digest = new Digest();
    for (var step : steps) {
      digest
          .addTerminated(step.operation().name())
          .addTerminated(step.revision())
          .addTerminated(changelogs.apply(step).sha256());
      if (step.operation() == Operation.UPGRADE) {
        addFilter(digest, changelogs.apply(step));
      }
      if (step.operation() == Operation.DOWNGRADE) {
        var row = Optional.ofNullable(archived.get(step.revision())).orElseThrow();
        digest.addTerminated(row.attempt().toString());
      }
    }
    return text(digest);
  }

  /**
   * Adds what chooses the changesets of an upgrade, where something does. A downgrade undoes those
   * that ran, and its attempt names these.
   */
  private static void addFilter(Digest digest, ParsedChangelog changelog) {
    var filter = changelog.filter().filter(it -> !it.isEmpty());
    if (filter.isPresent()) {
      digest.addTerminated(Setting.CONTEXTS.name());
      filter.get().contexts().stream().sorted().forEach(digest::addTerminated);
      digest.addTerminated(Setting.LABELS.name()).addTerminated(filter.get().labels());
    }
  }

  /** The hash of a plan without steps. */
  static String ofNothing() {
    return text(new Digest());
  }

  private static String text(Digest digest) {
    return "sha256:" + digest.hex();
  }
}
