package dev.schemamigration.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts how many recorded answers ours agrees with, and remembers those it does not. */
final class OracleTally {
  private final String name;
  private final Map<String, Integer> differing = new TreeMap<>();
  private final List<String> disagreements = new ArrayList<>();
  private int ran;
  private int agreed;

  OracleTally(String name) {
    this.name = name;
  }

  void agreed() {
    ran++;
    agreed++;
  }

  void differs(KnownDifference rule) {
    ran++;
    differing.merge(rule.code(), 1, Integer::sum);
  }

  void disagrees(String description) {
    ran++;
    disagreements.add(description);
  }

  int ran() {
    return ran;
  }

  List<String> disagreements() {
    return disagreements;
  }

  /** What the test prints. */
  String summary() {
    StringBuilder text = new StringBuilder();
    text.append("%s: %d ran, %d agreed".formatted(name, ran, agreed));
    differing.forEach(
        (code, count) -> text.append(", %d differ by rule %s".formatted(count, code)));
    return text.append(", %d disagree".formatted(disagreements.size())).toString();
  }
}
