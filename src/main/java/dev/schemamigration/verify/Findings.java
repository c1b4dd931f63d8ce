package dev.schemamigration.verify;

import dev.schemamigration.verify.CheckResult.Status;
import dev.schemamigration.verify.catalog.Difference;
import dev.schemamigration.verify.rows.DataChange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects what the checks find, each thing once, and their answers. */
final class Findings {
  private final Set<String> acceptedLoss;
  private final List<Finding> all = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final Map<Check, String> done = new EnumMap<>(Check.class);
  private final Map<String, Map<String, Long>> dropped = new LinkedHashMap<>();
  private final Map<Check, String> skipped = new EnumMap<>(Check.class);

  Findings(Set<String> acceptedLoss) {
    this.acceptedLoss = acceptedLoss;
  }

  /** A check was carried out. */
  void done(Check check, String summary) {
    done.put(check, summary);
  }

  /** A check that was carried out has looked at more. */
  void alsoDone(Check check, String summary) {
    done.computeIfPresent(check, (same, before) -> before + "; " + summary);
  }

  /** A check could not be carried out. */
  void skipped(Check check, String why) {
    skipped.putIfAbsent(check, why);
  }

  /** Adds a finding unless its check has told the same of the revision. */
  void add(Finding finding) {
    if (told.add(finding.check() + " " + finding.revision() + " " + finding.message())) {
      all.add(finding);
    }
  }

  /**
   * Adds the differences of a schema: the order of columns is a note, everything else a failure.
   *
   * @param what what was expected of the schema
   */
  void addDifferences(Check check, String revision, String what, List<Difference> differences) {
    var real = differences.stream().filter(it -> !it.onlyOrder()).toList();
    var order = differences.stream().filter(Difference::onlyOrder).toList();
    if (!real.isEmpty()) {
      add(finding(check, Finding.Severity.FAILURE, revision, what + ": ", real, List.of()));
    }
    if (!order.isEmpty()) {
      add(
          finding(
              check,
              Finding.Severity.NOTE,
              revision,
              what + ", but for the order of columns: ",
              order,
              List.of()));
    }
  }

  /** The downgrade of a revision drops the tables that it made, with these rows. */
  void dropped(String revision, Map<String, Long> tables) {
    if (!tables.isEmpty()) {
      dropped.put(revision, tables);
    }
  }

  /** Tables that downgrades drop, and how many rows they held, by revision. */
  Map<String, Map<String, Long>> dropped() {
    return dropped;
  }

  /** Adds rows that did not survive, which is a note where that is accepted. */
  void addLoss(String revision, String what, List<DataChange> changes) {
    if (!changes.isEmpty()) {
      boolean accepted = acceptedLoss.contains(revision);
      add(
          finding(
              Check.DATA,
              accepted ? Finding.Severity.NOTE : Finding.Severity.FAILURE,
              revision,
              what + (accepted ? ", which is accepted: " : ": "),
              List.of(),
              changes));
    }
  }

  private static Finding finding(
      Check check,
      Finding.Severity severity,
      String revision,
      String what,
      List<Difference> differences,
      List<DataChange> data) {
    var first =
        differences.isEmpty() ? data.getFirst().described() : differences.getFirst().described();
    int more = differences.size() + data.size() - 1;
    return new Finding(
        check,
        severity,
        Optional.of(revision).filter(it -> !it.isEmpty()),
        what + first + (more > 0 ? " (and " + more + " more)" : ""),
        differences,
        data);
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  /** Whether a check has found a failure at a revision. */
  boolean failedAt(Check check, String revision) {
    return all.stream()
        .anyMatch(
            it ->
                it.check() == check
                    && it.isFailure()
                    && it.revision().filter(revision::equals).isPresent());
  }

  /** The answers of all checks. */
  List<CheckResult> results() {
    var results = new ArrayList<CheckResult>();
    for (var check : Check.values()) {
      long failures = all.stream().filter(it -> it.check() == check && it.isFailure()).count();
      if (failures > 0) {
        results.add(
            new CheckResult(
                check, Status.FAILED, failures + (failures == 1 ? " failure" : " failures")));
      } else if (done.containsKey(check)) {
        results.add(new CheckResult(check, Status.PASSED, done.get(check)));
      } else {
        results.add(
            new CheckResult(check, Status.SKIPPED, skipped.getOrDefault(check, "not reached")));
      }
    }
    return results;
  }
}
