package dev.schemamigration.cli.output;

import dev.schemamigration.verify.Finding;
import dev.schemamigration.verify.VerificationReport;
import dev.schemamigration.verify.catalog.Difference;
import dev.schemamigration.verify.rows.DataChange;
import dev.schemamigration.verify.rows.TableContent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A verification as an object for {@code -o json}. */
public final class VerificationDocument {
  private VerificationDocument() {}

  /** The object. */
  public static Map<String, Object> of(VerificationReport report) {
    var document = new LinkedHashMap<String, Object>();
    document.put("passed", report.passed());
    document.put("source", report.source());
    document.put("server", report.server().map(it -> it.server()));
    document.put("revisions", report.revisions());
    document.put("sample", report.sample());
    document.put("milliseconds", report.took().toMillis());
    document.put(
        "checks",
        report.checks().stream()
            .map(
                it -> {
                  var check = new LinkedHashMap<String, Object>();
                  check.put("check", word(it.check()));
                  check.put("title", it.check().title());
                  check.put("status", word(it.status()));
                  check.put("summary", it.summary());
                  return check;
                })
            .toList());
    document.put("findings", report.findings().stream().map(VerificationDocument::of).toList());
    document.put("droppedByDowngrade", report.dropped());
    return document;
  }

  private static Map<String, Object> of(Finding finding) {
    var document = new LinkedHashMap<String, Object>();
    document.put("check", word(finding.check()));
    document.put("severity", word(finding.severity()));
    document.put("revision", finding.revision());
    document.put("message", finding.message());
    document.put(
        "differences", finding.differences().stream().map(VerificationDocument::of).toList());
    document.put("data", finding.data().stream().map(VerificationDocument::of).toList());
    return document;
  }

  private static Map<String, Object> of(Difference difference) {
    var document = new LinkedHashMap<String, Object>();
    document.put("kind", difference.kind());
    document.put("name", difference.name());
    document.put("attribute", difference.attribute());
    document.put("before", difference.before());
    document.put("after", difference.after());
    return document;
  }

  private static Map<String, Object> of(DataChange change) {
    var document = new LinkedHashMap<String, Object>();
    document.put("table", change.table());
    document.put("rowsGone", change.gone());
    document.put("rowsAltered", change.altered());
    document.put("columnsAltered", change.columns());
    document.put("rowsLeftBehind", change.added());
    document.put("before", of(change.before()));
    document.put("after", of(change.after()));
    return document;
  }

  private static Map<String, Object> of(TableContent content) {
    var document = new LinkedHashMap<String, Object>();
    document.put("rows", content.count());
    document.put("fingerprint", content.fingerprint());
    return document;
  }

  /** {@code UPGRADE_AGAIN} is {@code upgrade-again}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
