package dev.schemamigration.database;

import java.io.IOException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The record of what has run, in the tracking schema of one session. Writes take part in whatever
 * transaction the session has open.
 */
public final class TrackingTables {
  private static final String LIQUIBASE = "4.33.0";

  private final Session session;
  private final Author author;
  private final TrackingSchema tables;
  private final TrackingStatements statements;
  private final String deployment;

  /**
   * @param author written into archive and journal
   * @param run its digits become Liquibase's deployment id
   */
  public TrackingTables(Session session, Author author, UUID run) {
    this.session = session;
    this.author = author;
    this.tables = new TrackingSchema(session.settings().trackingSchema());
    this.statements = new TrackingStatements(tables);
    this.deployment = run.toString().substring(0, 8);
  }

  /** Makes the tables where they are missing. */
  public void install() throws SQLException {
    tables.install(session);
  }

  /** What is recorded; {@link RecordedState#NONE} where the tables do not exist. */
  public RecordedState read() throws SQLException {
    return new StateQuery(tables).read(session);
  }

  /**
   * Puts the session's settings back and records a revision as applied, in one round trip.
   *
   * @param order ORDEREXECUTED of the first changeset
   */
  public void recordApplied(
      ArchiveEntry entry, List<RanChangeset> changesets, int order, JournalEntry line)
      throws SQLException {
    var sql =
        "SELECT "
            + session.defaults()
            + "; "
            + statements.addChangesets()
            + "; "
            + statements.putRevision()
            + "; "
            + statements.addLine();
    try (var write = session.connection().prepareStatement(sql)) {
      int next = bindChangesets(write, 1, changesets, order);
      next = bindRevision(write, next, entry);
      bindLine(write, next, line);
      write.execute();
    }
  }

  /** Puts the session's settings back and records a revision as undone, in one round trip. */
  public void recordUndone(String revision, List<String> changesets, JournalEntry line)
      throws SQLException {
    var sql =
        "SELECT "
            + session.defaults()
            + "; "
            + statements.removeChangesets()
            + "; "
            + statements.removeRevision()
            + "; "
            + statements.addLine();
    try (var write = session.connection().prepareStatement(sql)) {
      write.setArray(1, texts(changesets));
      write.setString(2, revision);
      bindLine(write, 3, line);
      write.execute();
    }
  }

  /** Puts the session's settings back and records changesets as run, from {@code order} on. */
  public void addChangesets(List<RanChangeset> changesets, int order) throws SQLException {
    var sql = "SELECT " + session.defaults() + "; " + statements.addChangesets();
    try (var write = session.connection().prepareStatement(sql)) {
      bindChangesets(write, 1, changesets, order);
      write.execute();
    }
  }

  private int bindChangesets(
      PreparedStatement write, int first, List<RanChangeset> changesets, int order)
      throws SQLException {
    int next = first;
    write.setInt(next++, order - 1);
    write.setString(next++, LIQUIBASE);
    write.setString(next++, deployment);
    next = bindColumn(write, next, changesets, RanChangeset::id);
    next = bindColumn(write, next, changesets, RanChangeset::author);
    next = bindColumn(write, next, changesets, RanChangeset::path);
    next = bindColumn(write, next, changesets, RanChangeset::executionType);
    next = bindColumn(write, next, changesets, RanChangeset::checksum);
    next = bindColumn(write, next, changesets, RanChangeset::description);
    next = bindColumn(write, next, changesets, RanChangeset::comments);
    next = bindColumn(write, next, changesets, RanChangeset::contexts);
    next = bindColumn(write, next, changesets, RanChangeset::labels);
    return next;
  }

  private int bindColumn(
      PreparedStatement write,
      int index,
      List<RanChangeset> changesets,
      Function<RanChangeset, String> column)
      throws SQLException {
    write.setArray(index, texts(changesets.stream().map(column).toList()));
    return index + 1;
  }

  /** Takes changesets out of Liquibase's table, as it does itself after a rollback. */
  public void removeChangesets(List<String> keys) throws SQLException {
    var sql = "SELECT " + session.defaults() + "; " + statements.removeChangesets();
    try (var delete = session.connection().prepareStatement(sql)) {
      delete.setArray(1, texts(keys));
      delete.execute();
    }
  }

  /** Of {@code keys}, those recorded as run, with how: EXECUTED, MARK_RAN, …. */
  public Map<String, String> executionTypes(List<String> keys) throws SQLException {
    var sql =
        "SELECT filename || '::' || id || '::' || author, exectype FROM "
            + tables.table("databasechangelog")
            + " WHERE filename || '::' || id || '::' || author = ANY (?)";
    var types = new LinkedHashMap<String, String>();
    try (var select = session.connection().prepareStatement(sql)) {
      select.setArray(1, texts(keys));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          types.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return types;
  }

  /** Writes a revision into the archive, or over what is there of the same attempt. */
  public void putRevision(ArchiveEntry entry) throws SQLException {
    try (var insert = session.connection().prepareStatement(statements.putRevision())) {
      bindRevision(insert, 1, entry);
      insert.executeUpdate();
    }
  }

  private int bindRevision(PreparedStatement write, int first, ArchiveEntry entry)
      throws SQLException {
    int next = first;
    var revision = entry.revision();
    write.setString(next++, revision.id());
    write.setString(next++, entry.state().name());
    write.setObject(next++, entry.attempt());
    write.setArray(next++, texts(revision.downRevisions()));
    write.setArray(next++, texts(revision.branchLabels()));
    write.setArray(next++, texts(revision.dependsOn()));
    write.setString(next++, revision.message());
    write.setBoolean(next++, entry.irreversible());
    write.setString(next++, entry.path());
    write.setString(next++, entry.sha256());
    write.setBytes(next++, ArchiveCodec.pack(entry.text().content()));
    write.setBytes(
        next++,
        entry.text().resources().isEmpty() ? null : ArchiveCodec.packAll(entry.text().resources()));
    write.setString(next++, ParametersJson.write(entry.text().parameters()));
    write.setArray(next++, texts(entry.changesets()));
    write.setLong(next++, entry.duration().toMillis());
    write.setString(next++, author.name());
    write.setLong(next++, author.generation());
    write.setString(next++, author.version());
    return next;
  }

  /** Notes that the downgrade of a revision has begun. */
  public void markUndoing(String revision, UUID attempt) throws SQLException {
    var sql =
        "UPDATE "
            + tables.table("revision_archive")
            + " SET state = 'UNDOING', attempt = ? WHERE revision = ?";
    try (var update = session.connection().prepareStatement(sql)) {
      update.setObject(1, attempt);
      update.setString(2, revision);
      update.executeUpdate();
    }
  }

  /** Takes a revision out of the archive. */
  public void removeRevision(String revision) throws SQLException {
    try (var delete = session.connection().prepareStatement(statements.removeRevision())) {
      delete.setString(1, revision);
      delete.executeUpdate();
    }
  }

  /**
   * The text of an archived revision.
   *
   * @return empty when the archive has no such revision, or there is no archive yet
   * @throws ArchiveUnreadableException when what is stored cannot be unpacked
   */
  public Optional<ArchivedText> text(String revision) throws SQLException {
    var sql =
        "SELECT content, resources, parameters FROM "
            + tables.table("revision_archive")
            + " WHERE revision = ?";
    try (var select = session.connection().prepareStatement(sql)) {
      select.setString(1, revision);
      try (var row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        var resources = row.getBytes(2);
        return Optional.of(
            new ArchivedText(
                ArchiveCodec.unpack(row.getBytes(1)),
                resources == null ? Map.of() : ArchiveCodec.unpackAll(resources),
                ParametersJson.read(row.getString(3))));
      } catch (IOException e) {
        throw new ArchiveUnreadableException(revision, e);
      } catch (SQLException e) {
        if (e.getSQLState() != null && StateQuery.NOT_INSTALLED.contains(e.getSQLState())) {
          return Optional.empty();
        }
        throw e;
      }
    }
  }

  /** Adds a line to the journal. */
  public void journal(JournalEntry entry) throws SQLException {
    try (var insert = session.connection().prepareStatement(statements.addLine())) {
      bindLine(insert, 1, entry);
      insert.executeUpdate();
    }
  }

  /** The last line on each statement of a changeset in one attempt, by statement number. */
  public Map<Integer, StatementLine> statements(UUID attempt, String changeset)
      throws SQLException {
    var sql =
        "SELECT statement, event, detail FROM "
            + tables.table("revision_journal")
            + " WHERE attempt = ? AND changeset = ? ORDER BY id";
    var events = new LinkedHashMap<Integer, StatementLine>();
    try (var select = session.connection().prepareStatement(sql)) {
      select.setObject(1, attempt);
      select.setString(2, changeset);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          events.put(
              rows.getInt(1),
              new StatementLine(JournalEvent.valueOf(rows.getString(2)), rows.getString(3)));
        }
      }
    }
    return events;
  }

  private void bindLine(PreparedStatement write, int first, JournalEntry entry)
      throws SQLException {
    int next = first;
    write.setString(next++, entry.event().name());
    write.setObject(next++, entry.run());
    write.setObject(next++, entry.attempt().orElse(null), Types.OTHER);
    write.setString(next++, entry.revision().orElse(null));
    write.setString(next++, entry.changeset().orElse(null));
    write.setInt(next++, entry.statement());
    write.setString(next++, entry.detail());
    write.setString(next++, author.name());
    write.setLong(next++, author.generation());
    write.setString(next, author.version());
  }

  private Array texts(List<String> values) throws SQLException {
    return session.connection().createArrayOf("text", values.toArray());
  }
}
