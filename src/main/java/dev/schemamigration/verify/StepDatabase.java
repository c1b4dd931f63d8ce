package dev.schemamigration.verify;

import dev.schemamigration.verify.rows.SampleRows;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The database in which single steps are tried, its generated rows, and what is applied in it. It
 * is replaced by a new one after a failure.
 */
final class StepDatabase implements AutoCloseable {
  private final ScratchRuns runs;
  private final History history;
  private final VerificationRequest request;
  private final String trackingSchema;
  private final boolean remembers;
  private final Set<String> applied;
  private ScratchRun run;
  private SampleRows rows;
  private int number = 1;

  /**
   * @param remembers whether tables are read again only where they were touched or written to
   */
  StepDatabase(
      ScratchRuns runs,
      History history,
      VerificationRequest request,
      String trackingSchema,
      boolean remembers)
      throws SQLException {
    this.remembers = remembers;
    this.runs = runs;
    this.history = history;
    this.request = request;
    this.trackingSchema = trackingSchema;
    this.applied = new LinkedHashSet<>(history.start());
    this.run = runs.at(history, history.start());
    try {
      this.rows = sampleRows();
      rows.fillAll();
    } catch (SQLException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  ScratchRun run() {
    return run;
  }

  SampleRows rows() {
    return rows;
  }

  /** How many databases there have been. */
  int number() {
    return number;
  }

  /** The ids that are applied, or are to be by now. */
  Set<String> applied() {
    return Set.copyOf(applied);
  }

  /** A revision counts as applied from now on. */
  void add(String id) {
    applied.add(id);
  }

  Set<String> with(String id) {
    var more = new LinkedHashSet<>(applied);
    more.add(id);
    return more;
  }

  Set<String> without(String id) {
    var less = new LinkedHashSet<>(applied);
    less.remove(id);
    return less;
  }

  /** Goes on in a new database, at what counts as applied. */
  void restart() throws SQLException {
    restartAt(applied);
  }

  /** Goes on in a new database, at other revisions. */
  void restartAt(Set<String> revisions) throws SQLException {
    run.close();
    number++;
    run = runs.at(history, revisions);
    rows = sampleRows();
    rows.fillAll();
  }

  private SampleRows sampleRows() throws SQLException {
    return remembers
        ? new SampleRows(run.viewer(), trackingSchema, request.sample(), run::catalog)
        : new SampleRows(run.viewer(), trackingSchema, request.sample());
  }

  @Override
  public void close() {
    run.close();
  }
}
