package dev.schemamigration.database.tracking;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.session.StatementBatch;
import dev.schemamigration.database.session.StatementBatch.Part;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.UUID;
import org.postgresql.util.PSQLException;

/**
 * The record of what has run, in the tracking schema of one session. Writes take part in whatever
 * transaction the session has open.
 */
public final class TrackingTables {
  private static final Part COMMIT = Part.of("COMMIT");

  private final Session session;
  private final TrackingSchema tables;
  private final TrackingReads reads;
  private final ChangelogWrites changelog;
  private final TrackingWrites writes;
  private final RecordVerification check;

  /** What becomes of the transaction that is open. */
  public enum Ending {
    /** It goes on. */
    OPEN,
    /** It is committed in the same round trip. */
    COMMITTED
  }

  /**
   * @param requester written into archive and journal
   * @param run its digits become Liquibase's deployment id
   */
  public TrackingTables(Session session, Requester requester, UUID run) {
    this.session = session;
    this.tables = new TrackingSchema(session.settings().trackingSchema());
    this.reads = new TrackingReads(session, tables);
    this.changelog = new ChangelogWrites(tables, run);
    this.writes = new TrackingWrites(tables, requester);
    this.check = new RecordVerification(tables);
  }

  /** Makes the tables where they are missing. */
  public void install() throws SQLException {
    tables.install(session);
  }

  /** What is recorded; {@link RecordedState#NONE} where the tables do not exist. */
  public RecordedState read() throws SQLException {
    return reads.state();
  }

  /**
   * Puts the session's settings back and records a revision as applied, in one round trip. Fails
   * when the archive has it already: then another run was quicker.
   *
   * @param order ORDEREXECUTED of the first changeset
   */
  public void recordApplied(
      ArchiveEntry entry, List<ChangelogRow> changesets, int order, JournalEntry line, Ending end)
      throws SQLException {
    end(
        session
            .leaveRevision()
            .then(changelog.add(changesets, order))
            .then(writes.addRevision(entry), writes.addLine(line))
            .then(check.that(check.ran(changesets), archived(entry), check.line(line))),
        end);
  }

  /** Records a revision as applied that was entered as begun, in one round trip. */
  public void finishApplied(ArchiveEntry entry, JournalEntry line) throws SQLException {
    execute(
        session
            .leaveRevision()
            .then(writes.putRevision(entry), writes.addLine(line))
            .then(check.that(archived(entry), check.line(line))));
  }

  /**
   * Puts the session's settings back and records a revision as undone, in one round trip. Fails
   * when the archive does not have it as it was read: then another run was quicker.
   *
   * @param attempt of its row
   */
  public void recordUndone(List<String> changesets, UUID attempt, JournalEntry line, Ending end)
      throws SQLException {
    end(
        session
            .leaveRevision()
            .then(changelog.remove(changesets), writes.removeRevision(line, attempt))
            .then(
                check.that(
                    check.notRan(changesets),
                    check.notArchived(line.revision().orElseThrow()),
                    check.line(line))),
        end);
  }

  /** Whether a record failed because the archive is no longer as it was read. */
  public static boolean overtaken(SQLException failure) {
    var said = failure instanceof PSQLException it ? it.getServerErrorMessage() : null;
    return said != null
        && ("revision_archive_pkey".equals(said.getConstraint())
            || "revision_journal".equals(said.getTable()) && "detail".equals(said.getColumn()));
  }

  /** Puts the session's settings back and records changesets as run, from {@code order} on. */
  public void addChangesets(List<ChangelogRow> changesets, int order, Ending end)
      throws SQLException {
    end(
        session
            .restore()
            .then(changelog.add(changesets, order))
            .then(check.that(check.ran(changesets))),
        end);
  }

  /** Takes changesets out of Liquibase's table, as it does itself after a rollback. */
  public void removeChangesets(List<String> keys, Ending end) throws SQLException {
    end(session.restore().then(changelog.remove(keys), check.that(check.notRan(keys))), end);
  }

  /** Gives a changeset in Liquibase's table another path. */
  public void moveChangeset(String key, String path) throws SQLException {
    execute(session.restore().then(changelog.move(key, path)));
  }

  /** Writes a revision into the archive, or over what is there of the same revision. */
  public void putRevision(ArchiveEntry entry) throws SQLException {
    execute(session.restore().then(writes.putRevision(entry), check.that(archived(entry))));
  }

  /** Notes that the downgrade of a revision has begun, after {@code ran} was recorded. */
  public void markUndoing(String revision, UUID attempt, List<ChangelogRow> ran, int order)
      throws SQLException {
    execute(
        session
            .restore()
            .then(changelog.add(ran, order))
            .then(writes.markUndoing(revision, attempt))
            .then(
                check.that(
                    check.ran(ran), check.archived(revision, RevisionState.UNDOING, attempt))));
  }

  /** Takes a revision out of the archive. */
  public void removeRevision(String revision) throws SQLException {
    execute(
        session
            .restore()
            .then(writes.removeRevision(revision), check.that(check.notArchived(revision))));
  }

  /** Puts the session's settings back and adds a line to the journal. */
  public void journal(JournalEntry line, Ending end) throws SQLException {
    end(session.restore().then(writes.addLine(line), check.that(check.line(line))), end);
  }

  /** Adds a line to the journal. */
  public void journal(JournalEntry line) throws SQLException {
    journal(line, Ending.OPEN);
  }

  /** Adds a line unless the journal has the same for the same requester and generation. */
  public void journalOnce(JournalEntry line) throws SQLException {
    new StatementBatch(List.of(writes.addLineOnce(line))).execute(session.connection());
  }

  private void end(StatementBatch composite, Ending end) throws SQLException {
    execute(end == Ending.COMMITTED ? composite.then(COMMIT) : composite);
  }

  private String archived(ArchiveEntry entry) {
    return check.archived(entry.revision().id(), entry.state(), entry.attempt());
  }

  private void execute(StatementBatch composite) throws SQLException {
    session.execute(composite);
  }

  /** Of {@code keys}, those recorded as run, with how: EXECUTED, MARK_RAN, …. */
  public Map<String, String> executionTypes(Collection<String> keys) throws SQLException {
    return reads.executionTypes(keys);
  }

  /**
   * The texts of archived revisions, by revision; those that the archive does not have are left
   * out, as all are when there is no archive yet.
   *
   * @throws ArchiveCorruptException when what is stored cannot be unpacked, or the files are other
   *     ones
   */
  public Map<String, ArchivedText> texts(Collection<String> revisions) throws SQLException {
    return reads.texts(revisions);
  }

  /** The last line on each statement of one attempt: by changeset, then by number. */
  public Map<String, NavigableMap<Integer, StatementRecord>> statements(UUID attempt)
      throws SQLException {
    return reads.statements(attempt);
  }
}
