package dev.schemamigration.database.tracking;

import dev.schemamigration.database.archive.ArchiveCorruptException;
import dev.schemamigration.database.archive.ArchivedText;
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
 * Reads and writes the tracking tables in the tracking schema of one session. Writes are part of
 * the session's open transaction. In the same round trip they verify that nothing stands between
 * them and the tables, and throw {@link
 * dev.schemamigration.database.session.RecordRejectedException} when something does.
 */
public final class TrackingTables {
  private static final Part COMMIT = Part.of("COMMIT");

  private final Session session;
  private final Requester requester;
  private final TrackingSchema tables;
  private final TrackingReads reads;
  private final ChangelogWrites changelog;
  private final TrackingWrites writes;
  private final RecordVerification check;

  /** What happens to the open transaction. */
  public enum Ending {
    /** It stays open. */
    OPEN,
    /** It is committed in the same round trip. */
    COMMITTED
  }

  /**
   * @param requester is written into archive and journal
   * @param run its first eight digits are Liquibase's deployment id
   */
  public TrackingTables(Session session, Requester requester, UUID run) {
    this.session = session;
    this.requester = requester;
    this.tables = new TrackingSchema(session.settings().trackingSchema());
    this.reads = new TrackingReads(session, tables);
    this.changelog = new ChangelogWrites(tables, run);
    this.writes = new TrackingWrites(tables, requester);
    this.check = new RecordVerification(tables);
  }

  /**
   * Creates missing tables, in the open transaction or in one of its own.
   *
   * @throws dev.schemamigration.database.proof.TamperedException when somebody else has created one
   *     of them meanwhile
   */
  public void install() throws SQLException {
    tables.install(session);
  }

  /** Records where the revisions are applied and who owns the database. */
  public void putOwnership(Ownership row) throws SQLException {
    execute(with(restored(), writes.putOwnership(row)));
  }

  /** Adds to tables of an earlier version the columns that they lack. */
  public void addColumns() throws SQLException {
    new TableDefinitions(tables).addColumns(session);
  }

  /**
   * Whether the requester has written an entry of this kind, in its present generation, whose text
   * begins like this.
   */
  public boolean hasEntry(JournalEvent event, String beginning) throws SQLException {
    return reads.hasEntry(event, beginning, requester);
  }

  /**
   * The recorded state; {@link RecordedState#NONE} where the tables do not exist.
   *
   * @throws dev.schemamigration.database.proof.TamperedException when a table could run what others
   *     have written; it is not read then
   */
  public RecordedState read() throws SQLException {
    return reads.state(false);
  }

  /** As {@link #read}, before the tables are written or an archived text is executed. */
  public RecordedState readToWrite() throws SQLException {
    return reads.state(true);
  }

  /**
   * Restores the session's settings and records a revision as applied, in one round trip. Fails
   * when the archive has the revision already, because another run has recorded it.
   *
   * @param order ORDEREXECUTED of the first changeset
   */
  public void recordApplied(
      ArchiveEntry entry,
      List<ChangelogRow> changesets,
      int order,
      JournalEntry journal,
      Ending end)
      throws SQLException {
    end(
        with(
            with(left(), changelog.add(changesets, order)),
            writes.addRevision(entry),
            writes.addEntry(journal)),
        end);
  }

  /** Records a revision that was recorded as begun as applied, in one round trip. */
  public void finishApplied(ArchiveEntry entry, JournalEntry journal) throws SQLException {
    execute(with(left(), writes.putRevision(entry), writes.addEntry(journal)));
  }

  /**
   * Restores the session's settings and records a revision as undone, in one round trip. Fails when
   * its row in the archive is no longer the one that was read, because another run has changed it.
   *
   * @param attempt of the row that was read
   */
  public void recordUndone(List<String> changesets, UUID attempt, JournalEntry journal, Ending end)
      throws SQLException {
    end(with(left(), changelog.remove(changesets), writes.removeRevision(journal, attempt)), end);
  }

  /** Whether a record failed because another run has changed the archive since it was read. */
  public static boolean overtaken(SQLException failure) {
    var error = failure instanceof PSQLException it ? it.getServerErrorMessage() : null;
    return error != null
        && ("revision_archive_pkey".equals(error.getConstraint())
            || "revision_journal".equals(error.getTable()) && "detail".equals(error.getColumn()));
  }

  /** Restores the session's settings and records changesets as run, from {@code order} on. */
  public void addChangesets(List<ChangelogRow> changesets, int order, Ending end)
      throws SQLException {
    end(with(restored(), changelog.add(changesets, order)), end);
  }

  /** Deletes changesets from Liquibase's table, as Liquibase does after a rollback. */
  public void removeChangesets(List<String> keys, Ending end) throws SQLException {
    end(with(restored(), changelog.remove(keys)), end);
  }

  /** Changes the path of a changeset in Liquibase's table. */
  public void moveChangeset(String key, String path) throws SQLException {
    execute(with(restored(), changelog.move(key, path)));
  }

  /** Inserts or replaces a revision in the archive. */
  public void putRevision(ArchiveEntry entry) throws SQLException {
    execute(with(restored(), writes.putRevision(entry)));
  }

  /** Records a revision's file as it is now; {@code before} holds the keys recorded for it. */
  public void accept(
      ArchiveEntry entry, List<ChangelogRow> now, List<String> before, int order, JournalEntry why)
      throws SQLException {
    execute(
        with(
            with(restored(), changelog.replace(before, now, order)),
            writes.putText(entry),
            writes.addEntry(why)));
  }

  /** Records {@code ran} and that the downgrade of a revision has begun. */
  public void markUndoing(String revision, UUID attempt, List<ChangelogRow> ran, int order)
      throws SQLException {
    execute(
        with(with(restored(), changelog.add(ran, order)), writes.markUndoing(revision, attempt)));
  }

  /** Deletes a revision from the archive. */
  public void removeRevision(String revision) throws SQLException {
    execute(with(restored(), writes.removeRevision(revision)));
  }

  /** Restores the session's settings and adds an entry to the journal. */
  public void journal(JournalEntry journal, Ending end) throws SQLException {
    end(with(restored(), writes.addEntry(journal)), end);
  }

  /** Restores the session's settings and adds an entry to the journal, without a commit. */
  public void journal(JournalEntry journal) throws SQLException {
    journal(journal, Ending.OPEN);
  }

  /** Adds an entry unless the journal has the same for the same requester and generation. */
  public void journalOnce(JournalEntry journal) throws SQLException {
    execute(with(restored(), writes.addEntryOnce(journal)));
  }

  private void end(StatementBatch batch, Ending end) throws SQLException {
    var last = session.enteringMigration();
    execute(end == Ending.COMMITTED ? batch.then(last, COMMIT) : batch.then(last));
  }

  private StatementBatch restored() {
    return session.restore().then(check.unguarded());
  }

  private StatementBatch left() {
    return session.leaveRevision().then(check.unguarded());
  }

  private static StatementBatch with(StatementBatch batch, RecordStatement... records) {
    return with(batch, List.of(records));
  }

  private static StatementBatch with(StatementBatch batch, List<RecordStatement> records) {
    return batch.then(records.stream().map(RecordStatement::part).toArray(Part[]::new));
  }

  private void execute(StatementBatch batch) throws SQLException {
    session.execute(batch);
  }

  /** The EXECTYPE of those of {@code keys} that are recorded. */
  public Map<String, ExecType> execTypes(Collection<String> keys) throws SQLException {
    return reads.execTypes(keys);
  }

  /**
   * The texts of archived revisions, by revision, without those that the archive does not have;
   * empty when there is no archive.
   *
   * @throws ArchiveCorruptException when a text cannot be unpacked or does not match its checksum
   */
  public Map<String, ArchivedText> texts(Collection<String> revisions) throws SQLException {
    return reads.texts(revisions);
  }

  /** The last entry on each statement of one attempt: by changeset, then by number. */
  public Map<String, NavigableMap<Integer, StatementRecord>> statements(UUID attempt)
      throws SQLException {
    return new JournalReads(session, tables).statements(attempt);
  }
}
