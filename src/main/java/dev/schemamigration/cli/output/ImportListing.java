package dev.schemamigration.cli.output;

import dev.schemamigration.conversion.Conversion;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.verify.CheckResult;
import dev.schemamigration.verify.DatabaseComparison;
import dev.schemamigration.verify.Finding;
import dev.schemamigration.verify.VerificationReport;
import dev.schemamigration.verify.catalog.Difference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An import as text and as an object for {@code -o json}: what became of each file, and what is
 * known of the revisions after they have run.
 *
 * @param written whether files were written
 * @param report of their verification; empty where they were not verified
 * @param peer what they were compared with, or why with nothing; empty text without a verification
 * @param comparison with what that has built
 */
public record ImportListing(
    Conversion conversion,
    boolean written,
    Optional<VerificationReport> report,
    String peer,
    Optional<DatabaseComparison> comparison) {
  private static final int MOST_DETAILS = 20;

  /** Without a verification. */
  public static ImportListing of(Conversion conversion, boolean written) {
    return new ImportListing(conversion, written, Optional.empty(), "", Optional.empty());
  }

  /** The lines. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    for (var note : conversion.notes()) {
      var word =
          switch (note.outcome()) {
            case CONVERTED, CHANGED -> " -> ";
            case PASSED_OVER -> " is passed over: ";
            case FAILED -> " cannot be converted: ";
          };
      lines.add(note.path() + word + note.detail());
    }
    if (report.isPresent()) {
      lines.add("");
      lines.addAll(verified(report.get()));
      lines.addAll(compared());
    } else if (!peer.isEmpty()) {
      lines.add("");
      lines.add("Not verified: " + peer);
    }
    return lines;
  }

  private static List<String> verified(VerificationReport report) {
    var lines = new ArrayList<String>();
    int count = report.revisions().size();
    var where = report.server().map(it -> " on " + it.server()).orElse("");
    var failed =
        report.checks().stream().filter(it -> it.status() == CheckResult.Status.FAILED).toList();
    var revisions = count + (count == 1 ? " revision" : " revisions");
    if (failed.isEmpty()) {
      lines.add("Verified%s: %s, up, down and up again.".formatted(where, revisions));
      return lines;
    }
    lines.add(
        (report.applies()
                ? "Verified%s: %s can be applied. What verify says of them else:"
                : "FAILED%s: %s cannot be applied. What verify says:")
            .formatted(where, revisions));
    failed.forEach(it -> lines.add("  " + it.check().title() + ": " + it.summary()));
    report.findings().stream()
        .filter(it -> !report.applies() && it.severity() == Finding.Severity.FAILURE)
        .limit(3)
        .forEach(
            it -> lines.add("  " + it.revision().map(id -> id + ": ").orElse("") + it.message()));
    return lines;
  }

  private List<String> compared() {
    if (comparison.isEmpty()) {
      return List.of("Not compared with what the tool itself builds: " + peer + ".");
    }
    if (comparison.get().isEqual()) {
      var values = comparison.get().values();
      return List.of(
          "It builds what %s builds%s."
              .formatted(
                  peer,
                  values.isEmpty() ? "" : ", but for values in " + String.join(", ", values)));
    }
    var all = differences().toList();
    var lines = new ArrayList<>(List.of("DIFFERS from what " + peer + " builds:"));
    all.stream().limit(MOST_DETAILS).forEach(it -> lines.add("  " + it));
    if (all.size() > MOST_DETAILS) {
      lines.add("  … and " + (all.size() - MOST_DETAILS) + " more (-o json)");
    }
    return lines;
  }

  private Stream<String> differences() {
    return comparison.stream()
        .flatMap(
            it ->
                Stream.concat(
                    it.schema().stream().map(this::described),
                    it.counts().stream()
                        .map(
                            count ->
                                "table %s: %d rows by %s, %d by the revisions"
                                    .formatted(count.table(), count.one(), peer, count.other()))));
  }

  private String described(Difference difference) {
    var object = difference.kind() + " " + difference.name();
    if (difference.attribute().isEmpty()) {
      return difference.before().isPresent()
          ? "%s makes %s, the revisions do not".formatted(peer, object)
          : "the revisions make %s, %s does not".formatted(object, peer);
    }
    return "%s: %s is %s by %s, %s by the revisions"
        .formatted(
            object,
            difference.attribute().get(),
            difference.before().orElse("not set"),
            peer,
            difference.after().orElse("not set"));
  }

  /** The object. */
  public Map<String, Object> document() {
    var document = new LinkedHashMap<String, Object>();
    document.put("tool", conversion.tool().text());
    document.put("written", written);
    document.put("revisions", List.copyOf(conversion.files().keySet()));
    document.put("files", conversion.notes().stream().map(ImportListing::document).toList());
    if (!peer.isEmpty()) {
      document.put("verification", report.map(VerificationDocument::of));
      document.put("comparedWith", comparison.map(it -> peer));
      document.put("notCompared", comparison.isPresent() ? Optional.empty() : Optional.of(peer));
      document.put("differences", differences().toList());
    }
    return document;
  }

  private static Map<String, Object> document(Note note) {
    var document = new LinkedHashMap<String, Object>();
    document.put("path", note.path());
    document.put("outcome", note.outcome().name().toLowerCase(Locale.ROOT));
    document.put("detail", note.detail());
    return document;
  }
}
