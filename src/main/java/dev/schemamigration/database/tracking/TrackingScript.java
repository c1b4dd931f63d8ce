package dev.schemamigration.database.tracking;

import dev.schemamigration.database.session.SessionScript;
import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.database.tracking.RecordStatement.Value;
import dev.schemamigration.setting.SettingNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Writes what {@link TrackingTables} does as statements of a script for {@code psql}, with the same
 * records. Ids of runs and attempts, orders and times are computed when the script runs, so that it
 * can be run on any number of databases.
 */
public final class TrackingScript {
  /** Stands for an id that is computed when the script runs. */
  public static final UUID COMPUTED = new UUID(0, 0);

  private static final String PLACE = "the hash of the plan";

  private final TrackingSchema tables;
  private final SettingNames names;
  private final ChangelogWrites changelog;
  private final TrackingWrites writes;
  private final RecordVerification check;

  /** For the tracking tables in a schema, with the names of settings for its messages. */
  public TrackingScript(String schema, Requester requester, SettingNames names) {
    this.names = names;
    this.tables = new TrackingSchema(schema);
    this.changelog = new ChangelogWrites(tables, COMPUTED);
    this.writes = new TrackingWrites(tables, requester);
    this.check = new RecordVerification(tables);
  }

  /** Verifies that the database stands where the script begins, or ends the script. */
  public List<String> require(ScriptStart start) {
    return List.of(SessionScript.block(new ScriptChecks(tables, names).of(start)));
  }

  /** Verifies that no other tool has a history, where nothing is recorded yet. */
  public List<String> requireNone(Map<String, String> histories) {
    return List.of(SessionScript.block(new ScriptChecks(tables, names).ofTables(histories)));
  }

  /** Begins a run. */
  public List<String> newRun() {
    return List.of("SELECT gen_random_uuid() AS run \\gset schema_migration_");
  }

  /**
   * Creates the tables unless they are there, and records the schema of the migrations.
   *
   * @param firstSchema SQL of its name
   */
  public List<String> install(String firstSchema) {
    return List.of(
        SessionScript.block(tables.installation()),
        verified(),
        "INSERT INTO "
            + tables.table("tracking_owner")
            + " AS o (migrated_schema, target) VALUES ("
            + firstSchema
            + ", '') ON CONFLICT (only_row) DO UPDATE SET migrated_schema ="
            + " excluded.migrated_schema, since = clock_timestamp() WHERE o.migrated_schema <>"
            + " excluded.migrated_schema AND NOT EXISTS (SELECT FROM "
            + tables.table("revision_archive")
            + ");");
  }

  /**
   * Verifies that revisions have been applied in the schema of the migrations.
   *
   * @param firstSchema what {@code psql} replaces by its name
   */
  public List<String> requireSchema(String firstSchema) {
    return List.of(
        "SELECT set_config('schema_migration.schema', "
            + firstSchema
            + ", false) AS schema"
            + " \\gset schema_migration_",
        SessionScript.block(new ScriptChecks(tables, names).ofSchema()));
  }

  /** Begins the application of a revision. */
  public List<String> newAttempt() {
    return List.of(
        "SELECT gen_random_uuid() AS attempt, clock_timestamp() AS began \\gset"
            + " schema_migration_");
  }

  /** Reads the attempt of an applied revision. */
  public List<String> attemptOf(String revision) {
    return List.of(
        "SELECT attempt FROM "
            + tables.table("revision_archive")
            + " WHERE revision = "
            + SqlQuoting.literal(revision)
            + " \\gset schema_migration_");
  }

  /** Records a revision as applied. */
  public List<String> recordApplied(ArchiveEntry entry, List<ChangelogRow> changesets) {
    var lines = new ArrayList<>(addChangesets(changesets));
    lines.add(timed(writes.addRevision(entry)));
    lines.add(text(writes.addEntry(applied(entry))));
    return lines;
  }

  /** Records a revision that was recorded as begun as applied. */
  public List<String> finishApplied(ArchiveEntry entry) {
    return List.of(
        verified(), timed(writes.putRevision(entry)), text(writes.addEntry(applied(entry))));
  }

  private static JournalEntry applied(ArchiveEntry entry) {
    return JournalEntry.ofRevision(
        JournalEvent.APPLIED, COMPUTED, COMPUTED, entry.revision().id(), entry.sha256());
  }

  /** Records a revision as begun, or as applied without running it. */
  public List<String> putRevision(ArchiveEntry entry) {
    return verified(writes.putRevision(entry));
  }

  /** Records changesets as run, after all that are recorded. */
  public List<String> addChangesets(List<ChangelogRow> changesets) {
    var lines = new ArrayList<String>();
    lines.add(verified());
    if (!changesets.isEmpty()) {
      lines.add(
          "SELECT coalesce(max(orderexecuted), 0) AS \"order\" FROM "
              + tables.table("databasechangelog")
              + " \\gset schema_migration_");
    }
    changelog.add(changesets, 1).forEach(it -> lines.add(text(it)));
    return lines;
  }

  /** Records a revision as undone. */
  public List<String> recordUndone(String revision, List<String> changesets) {
    var entry = JournalEntry.ofRevision(JournalEvent.UNDONE, COMPUTED, COMPUTED, revision, "");
    return List.of(
        verified(),
        text(changelog.remove(changesets)),
        text(writes.removeRevision(entry, COMPUTED)));
  }

  /** Deletes changesets from Liquibase's table. */
  public List<String> removeChangesets(List<String> keys) {
    return verified(changelog.remove(keys));
  }

  /** Records that the downgrade of a revision has begun, as a new attempt. */
  public List<String> markUndoing(String revision) {
    return verified(writes.markUndoing(revision, COMPUTED));
  }

  /** Forgets a revision and its changesets. */
  public List<String> forget(String revision) {
    return List.of(
        verified(),
        "DELETE FROM "
            + tables.table("databasechangelog")
            + " WHERE "
            + ChangesetId.COLUMNS
            + " IN (SELECT unnest(changesets) FROM "
            + tables.table("revision_archive")
            + " WHERE revision = "
            + SqlQuoting.literal(revision)
            + ");",
        text(writes.removeRevision(revision)));
  }

  /** Adds an entry about the run to the journal. */
  public List<String> journal(JournalEvent event, String detail) {
    return List.of(verified(), text(writes.addEntry(JournalEntry.ofRun(event, COMPUTED, detail))));
  }

  /**
   * Adds an entry about the run whose text is the hash of a plan.
   *
   * @param sql of its bytes
   */
  public List<String> journalHash(JournalEvent event, String sql) {
    var entry = writes.addEntry(JournalEntry.ofRun(event, COMPUTED, PLACE));
    return List.of(
        verified(),
        entry.text(
                it ->
                    it.equals(Value.Text.of(PLACE))
                        ? "'sha256:' || encode(sha256(" + sql + "), 'hex')"
                        : RecordStatement.written(it, "0"))
            + ";");
  }

  /** SQL of the bytes of the attempt of an applied revision, as the hash of a plan has them. */
  public String attemptBytes(String revision) {
    return "(SELECT convert_to(attempt::text, 'UTF8') FROM "
        + tables.table("revision_archive")
        + " WHERE revision = "
        + SqlQuoting.literal(revision)
        + ")";
  }

  /** Adds an entry about a statement outside of a transaction. */
  public List<String> statement(
      JournalEvent event, String revision, String changeset, int number, String digest) {
    return verified(
        writes.addEntry(
            JournalEntry.ofStatement(
                event, COMPUTED, COMPUTED, revision, changeset, number, digest)));
  }

  private List<String> verified(RecordStatement record) {
    return List.of(verified(), text(record));
  }

  private String verified() {
    return SessionScript.block(
        "BEGIN\n  IF "
            + check.guarded()
            + " THEN\n    RAISE EXCEPTION USING MESSAGE = 'a trigger, a rule or row security stands"
            + " between this script and the tracking tables; remove it';\n  END IF;\nEND");
  }

  private static String text(RecordStatement statement) {
    return statement.text(it -> RecordStatement.written(it, "0")) + ";";
  }

  /** With the time since the application of the revision began. */
  private static String timed(RecordStatement statement) {
    return statement.text(
            it ->
                RecordStatement.written(
                    it,
                    "(extract(epoch FROM clock_timestamp() - :'schema_migration_began'"
                        + "::timestamptz) * 1000)::bigint"))
        + ";";
  }
}
