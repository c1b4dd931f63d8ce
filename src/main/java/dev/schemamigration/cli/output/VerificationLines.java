package dev.schemamigration.cli.output;

import dev.schemamigration.verify.CheckResult;
import dev.schemamigration.verify.Finding;
import dev.schemamigration.verify.VerificationReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A verification as text for a reviewer: each check with its answer, then what it found. */
public final class VerificationLines {
  private static final int MOST_DETAILS = 20;

  private VerificationLines() {}

  /** The lines. */
  public static List<String> of(VerificationReport report) {
    var lines = new ArrayList<String>();
    int count = report.revisions().size();
    lines.add(
        "%s: %d %s%s, %.1f s"
            .formatted(
                report.source(),
                count,
                count == 1 ? "revision" : "revisions",
                report.server().map(it -> " on " + it.server()).orElse(""),
                report.took().toMillis() / 1000.0));
    report.checks().forEach(it -> lines.add(line(it)));
    byRevision(report.findings())
        .forEach(
            (revision, findings) -> {
              lines.add("");
              lines.add(revision.isEmpty() ? "The whole directory" : "Revision " + revision);
              lines.addAll(lines(findings));
            });
    if (!report.dropped().isEmpty()) {
      lines.add("");
      lines.add("Rows of tables that a revision made, which its downgrade drops with them");
      lines.addAll(dropped(report.dropped()));
    }
    return lines;
  }

  private static List<String> dropped(Map<String, Map<String, Long>> tables) {
    var lines = new ArrayList<String>();
    tables.entrySet().stream()
        .limit(MOST_DETAILS)
        .forEach(
            it ->
                lines.add(
                    "  %s: %d rows in %s"
                        .formatted(
                            it.getKey(),
                            it.getValue().values().stream().mapToLong(rows -> rows).sum(),
                            it.getValue().size() > 3
                                ? it.getValue().size() + " tables"
                                : String.join(", ", it.getValue().keySet()))));
    if (tables.size() > MOST_DETAILS) {
      lines.add("  … and of " + (tables.size() - MOST_DETAILS) + " more revisions (-o json)");
    }
    return lines;
  }

  private static String line(CheckResult result) {
    var word =
        switch (result.status()) {
          case PASSED -> "ok     ";
          case FAILED -> "FAILED ";
          case SKIPPED -> "skipped";
        };
    return word
        + " "
        + result.check().title()
        + (result.summary().isEmpty() ? "" : ": " + result.summary());
  }

  private static Map<String, List<Finding>> byRevision(List<Finding> findings) {
    Map<String, List<Finding>> grouped = new LinkedHashMap<>();
    findings.forEach(
        it -> grouped.computeIfAbsent(it.revision().orElse(""), any -> new ArrayList<>()).add(it));
    return grouped;
  }

  /** What several checks have found alike is written once. */
  private static List<String> lines(List<Finding> findings) {
    Set<String> lines = new LinkedHashSet<>();
    for (var finding : findings) {
      lines.add(
          (finding.severity() == Finding.Severity.FAILURE ? "  FAILED " : "  note   ")
              + finding.message());
      var details =
          Stream.concat(
                  finding.differences().stream().map(it -> it.described()),
                  finding.data().stream().map(it -> it.described()))
              .toList();
      if (details.size() > 1) {
        details.stream().limit(MOST_DETAILS).forEach(it -> lines.add("           " + it));
        if (details.size() > MOST_DETAILS) {
          lines.add("           … and " + (details.size() - MOST_DETAILS) + " more (-o json)");
        }
      }
    }
    return List.copyOf(lines);
  }
}
