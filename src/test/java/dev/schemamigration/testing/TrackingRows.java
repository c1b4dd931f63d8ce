package dev.schemamigration.testing;

import java.util.List;

/**
 * The rows of the tracking tables without what differs from one run to the next: times, and ids of
 * runs and attempts, of which only remains which rows have the same.
 */
public final class TrackingRows {
  private static final List<String> QUESTIONS =
      List.of(
          """
          SELECT 'changelog', id, author, filename, orderexecuted, exectype, md5sum, description,
            comments, tag, liquibase, contexts, labels, length(deployment_id),
            dense_rank() OVER (ORDER BY first), dateexecuted <= localtimestamp
          FROM (SELECT *, min(orderexecuted) OVER (PARTITION BY deployment_id) AS first
                FROM schema_migration.databasechangelog) l
          ORDER BY orderexecuted""",
          """
          SELECT 'archive', revision, state, down_revisions, branch_labels, depends_on, message,
            irreversible, path, sha256, encode(content, 'hex'), encode(resources, 'hex'),
            resources_sha256, parameters, contexts, labels, changesets, applied_by, generation,
            operator_version, applied_at <= clock_timestamp(), duration_ms BETWEEN 0 AND 600000,
            rank() OVER (ORDER BY applied_order),
            EXISTS (SELECT FROM schema_migration.revision_journal j WHERE j.attempt = a.attempt)
          FROM schema_migration.revision_archive a ORDER BY revision""",
          """
          SELECT 'journal', row_number() OVER (ORDER BY id), event, dense_rank() OVER (ORDER BY first_run),
            CASE WHEN attempt IS NOT NULL THEN dense_rank() OVER (ORDER BY first_attempt) END,
            revision, changeset, statement, %s, author, generation, operator_version,
            at <= clock_timestamp()
          FROM (SELECT *, min(id) OVER (PARTITION BY run) AS first_run,
                  min(id) OVER (PARTITION BY attempt) AS first_attempt
                FROM schema_migration.revision_journal) j
          ORDER BY id""",
          """
          SELECT 'owner', migrated_schema, installation, namespace, name, uid, target
          FROM schema_migration.tracking_owner""",
          """
          SELECT 'table', c.relname, c.relowner::regrole, c.relacl, c.relpersistence,
            (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' '
               || a.attnotnull::text || ' ' || a.attidentity::text || ' '
               || coalesce(pg_get_expr(d.adbin, d.adrelid), ''), ', ' ORDER BY a.attnum)
             FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = c.oid AND a.attnum > 0)
          FROM pg_class c WHERE c.relnamespace = 'schema_migration'::regnamespace ORDER BY 2""",
          """
          SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
          WHERE connamespace = 'schema_migration'::regnamespace AND contype <> 'n' ORDER BY 2""");

  private TrackingRows() {}

  /** All of them. */
  public static List<String> of(TestDatabase database) {
    return rows(database, "detail");
  }

  /** Without the hash of a plan that undoes, which holds the ids of attempts. */
  public static List<String> withoutHashes(TestDatabase database) {
    return rows(database, "regexp_replace(detail, '^sha256:.*', 'sha256')");
  }

  private static List<String> rows(TestDatabase database, String detail) {
    return database.rows(
        QUESTIONS.stream().map(it -> it.contains("%s") ? it.formatted(detail) : it).toList());
  }
}
