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

/**
 * The record of what has run, in the tracking schema of one session. Writes take part in whatever
 * transaction the session has open.
 */
public final class TrackingTables {
  private static final String LIQUIBASE = "4.33.0";

  private final Session session;
  private final Author author;
  private final TrackingSchema tables;
  private final String deployment;

  /**
   * @param author written into archive and journal
   * @param run its digits become Liquibase's deployment id
   */
  public TrackingTables(Session session, Author author, UUID run) {
    this.session = session;
    this.author = author;
    this.tables = new TrackingSchema(session.settings().trackingSchema());
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

  /** Records changesets as run, from {@code order} on. */
  public void addChangesets(List<RanChangeset> changesets, int order) throws SQLException {
    if (changesets.isEmpty()) {
      return;
    }
    var sql =
        "INSERT INTO "
            + tables.table("databasechangelog")
            + " (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum, description,"
            + " comments, liquibase, contexts, labels, deployment_id)"
            + " VALUES (?, ?, ?, localtimestamp, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (var insert = session.connection().prepareStatement(sql)) {
      int next = order;
      for (var changeset : changesets) {
        insert.setString(1, changeset.id());
        insert.setString(2, changeset.author());
        insert.setString(3, changeset.path());
        insert.setInt(4, next++);
        insert.setString(5, changeset.executionType());
        insert.setString(6, changeset.checksum());
        insert.setString(7, changeset.description());
        insert.setString(8, changeset.comments());
        insert.setString(9, LIQUIBASE);
        insert.setString(10, changeset.contexts());
        insert.setString(11, changeset.labels());
        insert.setString(12, deployment);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Takes changesets out of Liquibase's table, as it does itself after a rollback. */
  public void removeChangesets(List<String> keys) throws SQLException {
    var sql =
        "DELETE FROM "
            + tables.table("databasechangelog")
            + " WHERE filename || '::' || id || '::' || author = ANY (?)";
    try (var delete = session.connection().prepareStatement(sql)) {
      delete.setArray(1, texts(keys));
      delete.executeUpdate();
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
    var sql =
        "INSERT INTO "
            + tables.table("revision_archive")
            + " (revision, state, attempt, down_revisions, branch_labels, depends_on, message,"
            + " irreversible, path, sha256, content, resources, parameters, changesets,"
            + " duration_ms, applied_by, generation, operator_version)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (revision) DO UPDATE SET state = excluded.state,"
            + " attempt = excluded.attempt, down_revisions = excluded.down_revisions,"
            + " branch_labels = excluded.branch_labels, depends_on = excluded.depends_on,"
            + " message = excluded.message, irreversible = excluded.irreversible,"
            + " path = excluded.path, sha256 = excluded.sha256, content = excluded.content,"
            + " resources = excluded.resources, parameters = excluded.parameters,"
            + " changesets = excluded.changesets, duration_ms = excluded.duration_ms,"
            + " applied_by = excluded.applied_by, generation = excluded.generation,"
            + " operator_version = excluded.operator_version, applied_at = clock_timestamp()";
    try (var insert = session.connection().prepareStatement(sql)) {
      var revision = entry.revision();
      insert.setString(1, revision.id());
      insert.setString(2, entry.state().name());
      insert.setObject(3, entry.attempt());
      insert.setArray(4, texts(revision.downRevisions()));
      insert.setArray(5, texts(revision.branchLabels()));
      insert.setArray(6, texts(revision.dependsOn()));
      insert.setString(7, revision.message());
      insert.setBoolean(8, entry.irreversible());
      insert.setString(9, entry.path());
      insert.setString(10, entry.sha256());
      insert.setBytes(11, ArchiveCodec.pack(entry.text().content()));
      if (entry.text().resources().isEmpty()) {
        insert.setNull(12, Types.BINARY);
      } else {
        insert.setBytes(12, ArchiveCodec.packAll(entry.text().resources()));
      }
      insert.setString(13, ParametersJson.write(entry.text().parameters()));
      insert.setArray(14, texts(entry.changesets()));
      insert.setLong(15, entry.duration().toMillis());
      insert.setString(16, author.name());
      insert.setLong(17, author.generation());
      insert.setString(18, author.version());
      insert.executeUpdate();
    }
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
    var sql = "DELETE FROM " + tables.table("revision_archive") + " WHERE revision = ?";
    try (var delete = session.connection().prepareStatement(sql)) {
      delete.setString(1, revision);
      delete.executeUpdate();
    }
  }

  /**
   * The text of an archived revision.
   *
   * @return empty when the archive has no such revision
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
      }
    }
  }

  /** Adds a line to the journal. */
  public void journal(JournalEntry entry) throws SQLException {
    var sql =
        "INSERT INTO "
            + tables.table("revision_journal")
            + " (event, run, attempt, revision, changeset, statement, detail, author, generation,"
            + " operator_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (var insert = session.connection().prepareStatement(sql)) {
      bind(insert, entry);
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

  private void bind(PreparedStatement insert, JournalEntry entry) throws SQLException {
    insert.setString(1, entry.event().name());
    insert.setObject(2, entry.run());
    insert.setObject(3, entry.attempt().orElse(null), Types.OTHER);
    insert.setString(4, entry.revision().orElse(null));
    insert.setString(5, entry.changeset().orElse(null));
    insert.setInt(6, entry.statement());
    insert.setString(7, entry.detail());
    insert.setString(8, author.name());
    insert.setLong(9, author.generation());
    insert.setString(10, author.version());
  }

  private Array texts(List<String> values) throws SQLException {
    return session.connection().createArrayOf("text", values.toArray());
  }
}
