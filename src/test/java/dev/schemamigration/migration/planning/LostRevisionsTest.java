package dev.schemamigration.migration.planning;

import static dev.schemamigration.migration.planning.RevisionFolders.graph;
import static dev.schemamigration.migration.planning.RevisionFolders.only;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.migration.api.Execution;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plans for a source that no longer has all that is applied; files of one word are revisions. */
class LostRevisionsTest {
  private static final Map<String, Map<String, String>> APPLIED =
      Map.of(
          "line", graph("r1:", "r2:r1", "r3:r2", "r4:r3"),
          "diamond", graph("a:", "b:a", "c:a", "m:b, c", "d:m"),
          "branches",
              graph(
                  "core1:|branch_labels: core",
                  "core2:core1",
                  "bill1:|branch_labels: billing",
                  "bill2:bill1|depends_on: core2",
                  "bill3:bill2"));

  /** What the source has beside files that were applied. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "x3.sql", graph("x3:r2").get("x3.sql"),
          "x3-on-x2.sql", graph("x3:x2").get("x3.sql"),
          "x2.sql", graph("x2:r1").get("x2.sql"),
          "r3-on-r1.sql", graph("r3:r1").get("r3.sql"),
          "r2-alone.sql", graph("r2:").get("r2.sql"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          line     | r1 r2                   | head                     | refused r4 r3
          line     | r1 r2                   | heads                    | refused r4 r3
          line     | r1 r2                   | r1@head                  | refused r4 r3
          line     | r1 r2                   | r1+1                     | refused r4 r3
          line     | r1 r2                   | base+2                   | refused r4 r3
          line     | r1 r2                   | head-1                   | refused r4 r3
          line     | r1 r2                   | r1, head                 | refused r4 r3
          line     | r1 r2                   | r1, r2                   | undoes r4 r3
          line     | r1 r2                   | r2                       | undoes r4 r3
          line     | r1 r2                   | r2-1                     | undoes r4 r3 r2
          line     | r1 r2                   | r3                       | undoes r4
          line     | r1 r2                   | r4                       | undoes
          line     | r1 r2                   | base                     | undoes r4 r3 r2 r1
          line     | r1 r2 r3 r4             | head                     | undoes
          line     | r1 r2 r3 r4             | head-1                   | undoes r4
          line     | r1 r2 x3                | head                     | refused r4 r3
          line     | r1 r2 x3                | x3                       | undoes r4 r3
          line     | r1 x2 x3-on-x2          | head                     | refused r4 r3 r2
          line     | r3 r4                   | head                     | undoes
          line     | r3 r4                   | r3                       | undoes r4
          line     | r4                      | head                     | undoes
          line     | r3                      | head                     | refused r4
          diamond  | a b c m                 | head                     | refused d
          diamond  | a b c                   | heads                    | refused d m
          diamond  | a b c                   | b, c                     | undoes d m
          diamond  | a b                     | b                        | undoes d m c
          diamond  | b c m d                 | head                     | undoes
          branches | core1 core2 bill1 bill2 | billing@head             | refused bill3
          branches | core1 core2 bill1 bill2 | heads                    | refused bill3
          branches | core1 core2 bill1 bill2 | core@head                | undoes
          branches | core1 core2 bill1 bill2 | billing@bill2            | undoes bill3
          branches | core1 core2 bill1 bill2 | core@head, billing@bill2 | undoes bill3
          branches | core1 core2 bill1 bill2 | core@head, billing@base  | undoes bill3 bill2 bill1
          branches | core1 core2 bill1 bill2 | core@head, billing@head  | refused bill3
          branches | core1 bill1             | core@head                | refused bill3 bill2 core2
          branches | core1 bill1             | core@core1               | undoes bill3 bill2 core2
          """)
  void areUndoneOnlyWhereTheTargetNamesHowFarToGoDown(
      String applied, String source, String target, String expected) {
    var whole = APPLIED.get(applied);
    var goal = new Goal.Declared(target);

    assertThat(outcome(whole, source, goal, PolicyRules.DEFAULT)).isEqualTo(expected);
    assertThat(outcome(whole, source, goal, PolicyRules.PERMISSIVE)).startsWith("undoes");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          line     | r1 r3 r4                 | missing r2 below r3
          line     | r1 r4                    | missing r2 r3 below r4
          line     | r1 r3                    | missing r2 below r3
          line     | r1 r3-on-r1 r4           | missing r2 below r3
          line     | r2-alone r3 r4           | missing r1 below r2
          diamond  | a c m d                  | missing b below m
          diamond  | a b c d                  | missing m below d
          branches | core1 bill1 bill2 bill3  | missing core2 below bill2
          """)
  void areMissedWhereverTheTargetIsWhenTheSourceHasWhatCameAfterThem(
      String applied, String source, String expected) {
    var whole = APPLIED.get(applied);

    for (var rules : List.of(PolicyRules.DEFAULT, PolicyRules.PERMISSIVE)) {
      assertThat(outcome(whole, source, new Goal.Declared("heads"), rules)).isEqualTo(expected);
    }
  }

  @Test
  void areMissedForEveryTargetButBase() {
    var line = APPLIED.get("line");
    var gap = "missing r2 below r3";

    for (var target : List.of("head", "r4", "r3", "r1", "r2", "head-1", "r1@head")) {
      assertThat(outcome(line, "r1 r3 r4", new Goal.Declared(target), PolicyRules.PERMISSIVE))
          .isEqualTo(gap);
    }
    assertThat(outcome(line, "r1 r3 r4", new Goal.Declared("base"), PolicyRules.DEFAULT))
        .isEqualTo("undoes r4 r3 r2 r1");
  }

  @Test
  void areMissedBelowWhatIsNotAppliedYet() {
    var two = only(APPLIED.get("line"), "r1", "r2");

    assertThat(outcome(two, "r1 x3", new Goal.Declared("head"), PolicyRules.PERMISSIVE))
        .isEqualTo("missing r2 below x3");
  }

  @Test
  void countWhenTheyAreHalfWay() {
    var line = APPLIED.get("line");

    assertThat(
            outcome(
                line, RevisionState.APPLYING, "r1 r2 r3", new Goal.Declared("head"), refusing()))
        .isEqualTo("refused r4");
    assertThat(
            outcome(line, RevisionState.UNDOING, "r1 r2 r3", new Goal.Declared("r3"), refusing()))
        .isEqualTo("undoes r4");
  }

  @Test
  void areKeptByUpgradeAndUndoneByDowngrade() {
    var line = APPLIED.get("line");

    assertThat(outcome(line, "r1 r2", new Goal.Upgrade("head"), refusing())).isEqualTo("undoes");
    assertThat(outcome(line, "r1 r3 r4", new Goal.Upgrade("head"), refusing()))
        .isEqualTo("missing r2 below r3");
    assertThat(outcome(line, "r1 r2", new Goal.Downgrade("-1"), refusing())).isEqualTo("undoes r4");
    assertThat(outcome(line, "r1 r3 r4", new Goal.Downgrade("r1"), refusing()))
        .isEqualTo("undoes r4 r3 r2");
  }

  @Test
  void areListedWithTheWaysOn() {
    assertThat(message("line", "r1 r2", "head"))
        .isEqualTo(
            "spec.target: \"head\" would undo revisions \"r4\", \"r3\", only because test no longer"
                + " has them; put the files back; or, to go down, name the revision to go down to"
                + " (r2); or set spec.sourceShrinks to Allow, if a reverted commit is to undo what"
                + " it had applied");
    assertThat(message("branches", "core1 core2 bill1 bill2", "billing@head"))
        .isEqualTo(
            "spec.target: \"billing@head\" would undo revision \"bill3\", only because test no"
                + " longer has it; put the file back; or, to go down, name the revision to go down"
                + " to; or set spec.sourceShrinks to Allow, if a reverted commit is to undo what it"
                + " had applied");
    assertThat(message("line", "r1 r4", "head"))
        .isEqualTo(
            "spec.source: test no longer has revisions \"r2\", \"r3\", which are applied and below"
                + " revision \"r4\"; put the files back as they were");
  }

  private static String message(String applied, String source, String target) {
    return fault(APPLIED.get(applied), source, new Goal.Declared(target))
        .message(SpecFieldNames.INSTANCE);
  }

  private static PassFault fault(Map<String, String> applied, String source, Goal goal) {
    try {
      resolve(applied, RevisionState.APPLIED, source, goal, refusing());
      throw new AssertionError("no fault");
    } catch (FaultException e) {
      return e.fault();
    }
  }

  private static PolicyRules refusing() {
    return PolicyRules.DEFAULT;
  }

  private static String outcome(
      Map<String, String> applied, String source, Goal goal, PolicyRules rules) {
    return outcome(applied, RevisionState.APPLIED, source, goal, rules);
  }

  /**
   * @param last state of the last revision
   */
  private static String outcome(
      Map<String, String> applied,
      RevisionState last,
      String source,
      Goal goal,
      PolicyRules rules) {
    try {
      var plan = resolve(applied, last, source, goal, rules).plan();
      var words = new ArrayList<>(List.of("undoes"));
      plan.downgrades().forEach(it -> words.add(it.revision()));
      return String.join(" ", words);
    } catch (FaultException e) {
      assertThat(e.fault().reason()).isEqualTo(Reason.SourceShrank);
      return switch (e.fault()) {
        case PassFault.SourceShrank it -> "refused " + String.join(" ", it.lost());
        case PassFault.SourceGap it ->
            "missing " + String.join(" ", it.lost()) + " below " + String.join(" ", it.above());
        default -> throw e;
      };
    }
  }

  private static Resolution resolve(
      Map<String, String> applied,
      RevisionState last,
      String source,
      Goal goal,
      PolicyRules rules) {
    var recorded = recorded(bundle(applied), last);
    var files = new LinkedHashMap<String, String>();
    for (var id : source.split(" ")) {
      var name = id + ".sql";
      files.put(
          id.replaceAll("-.*", "") + ".sql",
          applied.containsKey(name) ? applied.get(name) : OTHERS.get(name));
    }
    var request =
        new Request(
            new Requester("shop/app", 1, "test"),
            bundle(files),
            Given.SETTINGS,
            goal,
            List.of(),
            ChangesetFilter.NONE,
            rules,
            Execution.DEFAULT,
            Request.Adoption.AUTO,
            SpecFieldNames.INSTANCE);
    var known = KnownRevisions.of(request.bundle(), recorded);
    var resolution = Resolver.resolve(known, recorded, goal);
    LostRevisions.check(request, recorded, resolution);
    return resolution;
  }

  private static Bundle bundle(Map<String, String> files) {
    var bytes = new LinkedHashMap<String, byte[]>();
    files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return BundleReader.read("test", bytes);
  }

  private static RecordedState recorded(Bundle bundle, RevisionState last) {
    var graph = bundle.graph();
    var rows = new ArrayList<ArchivedRevision>();
    for (var file : bundle.files()) {
      var isLast = file == bundle.files().getLast();
      rows.add(
          new ArchivedRevision(
              KnownRevisions.archivable(graph, file.revision()),
              isLast ? last : RevisionState.APPLIED,
              UUID.randomUUID(),
              file.path(),
              file.sha256(),
              false,
              List.of()));
    }
    return new RecordedState(true, rows, List.of(), List.of(), 0, Map.of(), Optional.empty());
  }
}
