package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.text.Digest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
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
public final class PlanHash {
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
        filter(changelogs.apply(step)).forEach(digest::addTerminated);
      }
      if (step.operation() == Operation.DOWNGRADE) {
        var row = Optional.ofNullable(archived.get(step.revision())).orElseThrow();
        digest.addTerminated(row.attempt().toString());
      }
    }
    return text(digest);
  }

  /**
   * Returns what chooses the changesets of an upgrade, where something does. A downgrade undoes
   * those that ran, and its attempt names these.
   */
  private static List<String> filter(ParsedChangelog changelog) {
    var filter = changelog.filter().filter(it -> !it.isEmpty());
    var values = new ArrayList<String>();
    if (filter.isPresent()) {
      values.add(Setting.CONTEXTS.name());
      filter.get().contexts().stream().sorted().forEach(values::add);
      values.add(Setting.LABELS.name());
      values.add(filter.get().labels());
    }
    return values;
  }

  /**
   * The SQL of the bytes of which {@link #of} makes the hash, for a script, which reads the
   * attempts when it runs.
   *
   * @param attempts SQL of the bytes of the attempt of a revision
   */
  public static String sql(
      List<Step> steps,
      Function<Step, ParsedChangelog> changelogs,
      Function<String, String> attempts) {
    var sql = new StringBuilder();
    var bytes = new StringBuilder();
    for (var step : steps) {
      var changelog = changelogs.apply(step);
      bytes
          .append(step.operation().name())
          .append('\0')
          .append(step.revision())
          .append('\0')
          .append(changelog.sha256())
          .append('\0');
      switch (step.operation()) {
        case UPGRADE -> filter(changelog).forEach(it -> bytes.append(it).append('\0'));
        case DOWNGRADE -> {
          sql.append(hex(bytes)).append(" || ").append(attempts.apply(step.revision()));
          sql.append(" || ");
          bytes.setLength(0);
          bytes.append('\0');
        }
      }
    }
    return sql + hex(bytes);
  }

  private static String hex(StringBuilder text) {
    var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return "decode('" + HexFormat.of().formatHex(bytes) + "', 'hex')";
  }

  /** The hash of a plan without steps. */
  static String ofNothing() {
    return text(new Digest());
  }

  private static String text(Digest digest) {
    return "sha256:" + digest.hex();
  }
}
