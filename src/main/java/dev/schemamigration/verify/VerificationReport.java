package dev.schemamigration.verify;

import dev.schemamigration.database.session.DatabaseFacts;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of a verification.
 *
 * @param source the name of the directory
 * @param server on which it ran; empty when it was never reached
 * @param revisions ids of those that were verified, in the order in which they are applied
 * @param sample how many rows each table was to get
 * @param checks their answers, all of them
 * @param findings in the order in which they were found
 * @param dropped the tables that the downgrade of a revision drops because the revision made them,
 *     with the number of their rows, by revision
 * @param took how long it all took
 */
public record VerificationReport(
    String source,
    Optional<DatabaseFacts> server,
    List<String> revisions,
    int sample,
    List<CheckResult> checks,
    List<Finding> findings,
    Map<String, Map<String, Long>> dropped,
    Duration took) {
  public VerificationReport {
    Objects.requireNonNull(source);
    Objects.requireNonNull(server);
    revisions = List.copyOf(revisions);
    checks = List.copyOf(checks);
    findings = List.copyOf(findings);
    dropped = Collections.unmodifiableMap(new LinkedHashMap<>(dropped));
    Objects.requireNonNull(took);
  }

  /** Whether the directory can be applied to an empty database, once and again. */
  public boolean applies() {
    return checks.stream()
        .filter(it -> it.check() == Check.UPGRADE || it.check() == Check.REPEAT)
        .noneMatch(it -> it.status() == CheckResult.Status.FAILED);
  }

  /** Whether no check failed. */
  public boolean passed() {
    return checks.stream().noneMatch(it -> it.status() == CheckResult.Status.FAILED);
  }
}
