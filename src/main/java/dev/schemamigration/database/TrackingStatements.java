package dev.schemamigration.database;

/** The statements that write the tracking tables, each with its parameters in a fixed order. */
record TrackingStatements(
    String addChangesets,
    String removeChangesets,
    String putRevision,
    String removeRevision,
    String addLine) {

  TrackingStatements(TrackingSchema tables) {
    this(
        addChangesets(tables.table("databasechangelog")),
        "DELETE FROM "
            + tables.table("databasechangelog")
            + " WHERE filename || '::' || id || '::' || author = ANY (?)",
        putRevision(tables.table("revision_archive")),
        "DELETE FROM " + tables.table("revision_archive") + " WHERE revision = ?",
        addLine(tables.table("revision_journal")));
  }

  /** Order before the first; Liquibase version; deployment; nine arrays of texts, a column each. */
  private static String addChangesets(String table) {
    return "INSERT INTO "
        + table
        + " (id, author, filename, exectype, md5sum, description, comments, contexts, labels,"
        + " orderexecuted, dateexecuted, liquibase, deployment_id)"
        + " SELECT id, author, filename, exectype, md5sum, description, comments, contexts, labels,"
        + " ? + ordinality, localtimestamp, ?, ? FROM"
        + " unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],"
        + " ?::text[], ?::text[]) WITH ORDINALITY AS ran (id, author, filename, exectype, md5sum,"
        + " description, comments, contexts, labels, ordinality)";
  }

  private static String putRevision(String table) {
    return "INSERT INTO "
        + table
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
  }

  private static String addLine(String table) {
    return "INSERT INTO "
        + table
        + " (event, run, attempt, revision, changeset, statement, detail, author, generation,"
        + " operator_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  }
}
