package dev.schemamigration.database.tracking;

import dev.schemamigration.database.archive.ParametersJson;
import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.setting.Choice;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes the PL/pgSQL by which a script verifies, before it changes anything, that the database
 * stands where the script begins.
 */
final class ScriptChecks {
  private static final String KEY = ChangesetId.COLUMNS;

  private final TrackingSchema tables;
  private final SettingNames names;
  private final String changelog;
  private final String archive;
  private final StringBuilder body = new StringBuilder();

  ScriptChecks(TrackingSchema tables, SettingNames names) {
    this.tables = tables;
    this.names = names;
    this.changelog = tables.table("databasechangelog");
    this.archive = tables.table("revision_archive");
  }

  /** That revisions were applied in the schema that the session has stored, as a block's body. */
  String ofSchema() {
    var recorded = "(SELECT migrated_schema FROM " + tables.table("tracking_owner") + ")";
    var own = "current_setting('schema_migration.schema')";
    return "BEGIN\n  IF "
        + recorded
        + " <> "
        + own
        + " THEN\n    RAISE EXCEPTION USING MESSAGE = 'the recorded revisions were applied in schema ' || "
        + recorded
        + " || ', and this script is for schema ' || "
        + own
        + " || '; correct ' || "
        + SqlQuoting.literal(names.of(Setting.SCHEMA))
        + ";\n  END IF;\nEND";
  }

  /** The checks, as the body of a block. */
  String of(ScriptStart start) {
    if (start.minServerVersion() > 0) {
      refuse(
          "current_setting('server_version_num')::int < " + start.minServerVersion() * 10_000,
          "'this script needs PostgreSQL "
              + start.minServerVersion()
              + " (min_server_version) and the server is ' || current_setting('server_version')");
    }
    installed(start);
    records(start);
    for (var undone : start.undone()) {
      undone(undone);
    }
    return "DECLARE\n  history record;\n  has_rows boolean;\nBEGIN\n" + body + "END";
  }

  /** That nothing is adopted by the creation of the tables, as the body of a block. */
  String ofTables(Map<String, String> histories) {
    body.append("  IF to_regclass(").append(SqlQuoting.literal(tables.table("tracking_owner")));
    body.append(") IS NOT NULL THEN\n    RETURN;\n  END IF;\n");
    histories(histories);
    return "DECLARE\n  history record;\n  has_rows boolean;\nBEGIN\n" + body + "END";
  }

  private void installed(ScriptStart start) {
    body.append(
        "  IF to_regclass("
            + SqlQuoting.literal(tables.table("tracking_owner"))
            + ") IS NULL THEN\n");
    if (start.applied().isEmpty()) {
      body.append(
          "    IF to_regclass("
              + SqlQuoting.literal(archive)
              + ") IS NOT NULL THEN\n      RAISE EXCEPTION USING MESSAGE = "
              + SqlQuoting.literal(
                  "the tables in schema "
                      + tables.name()
                      + " are of an earlier version; upgrade or downgrade over a connection first")
              + ";\n    END IF;\n");
      histories(start.histories());
      body.append("    RETURN;\n");
    } else {
      raise(
          SqlQuoting.literal(
              "this script begins at "
                  + String.join(",", start.heads())
                  + ", and nothing is recorded in schema "
                  + tables.name()
                  + " of this database; run it on the right one, or make a script that begins at"
                  + " base"));
    }
    body.append("  END IF;\n");
  }

  private void histories(Map<String, String> histories) {
    if (histories.isEmpty()) {
      return;
    }
    var known =
        histories.entrySet().stream()
            .map(
                it ->
                    "("
                        + SqlQuoting.literal(it.getKey())
                        + ", "
                        + SqlQuoting.literal(it.getValue())
                        + ")")
            .sorted()
            .collect(Collectors.joining(", "));
    body.append(
        """
            FOR history IN
              SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
              JOIN (VALUES %s) AS known (name, attribute) ON c.relname = known.name AND a.attname = known.attribute
              WHERE c.relkind = 'r' AND NOT c.relrowsecurity AND has_table_privilege(c.oid, 'SELECT')
                AND n.nspname::text = ANY (string_to_array(current_setting('schema_migration.search_path'), ','))
            LOOP
              EXECUTE format('SELECT EXISTS (SELECT FROM %%I.%%I)', history.nspname, history.relname) INTO has_rows;
              IF has_rows THEN
                RAISE EXCEPTION USING MESSAGE = format('table %%I.%%I holds the history of another tool; take it over'
                  ' with an upgrade over a connection, or write ' || %s, history.nspname, history.relname);
              END IF;
            END LOOP;
        """
            .formatted(known, SqlQuoting.literal(names.of(Choice.ADOPT_NEVER))));
  }

  private void records(ScriptStart start) {
    refuse(
        "EXISTS (SELECT FROM " + archive + " WHERE state <> 'APPLIED')",
        "'revision ' || (SELECT string_agg(revision, ', ') FROM "
            + archive
            + " WHERE state <> 'APPLIED') || ' is half-way; an upgrade or downgrade over a"
            + " connection goes on with it'");
    refuse(
        "(SELECT array_agg(revision ORDER BY revision) FROM "
            + archive
            + ") IS DISTINCT FROM (SELECT array_agg(r ORDER BY r) FROM unnest("
            + array(start.applied())
            + ") AS r)",
        "'this script begins at "
            + inLiteral(start.heads().isEmpty() ? "base" : String.join(",", start.heads()))
            + ", and the database stands at ' || coalesce((SELECT string_agg(revision, ',' ORDER BY"
            + " revision) FROM "
            + archive
            + " AS a WHERE NOT EXISTS (SELECT FROM "
            + archive
            + " AS b WHERE a.revision = ANY (b.down_revisions || b.depends_on))), 'base') || ';"
            + " make a script that begins there'");
    refuse(
        "EXISTS (SELECT FROM "
            + changelog
            + " AS l WHERE NOT EXISTS (SELECT FROM "
            + archive
            + " WHERE "
            + KEY
            + " = ANY (changesets)))",
        "'databasechangelog holds changesets of no revision of the archive; see schemactl current'");
    refuse(
        "EXISTS (SELECT FROM "
            + archive
            + ", unnest(changesets) AS k WHERE NOT EXISTS (SELECT FROM "
            + changelog
            + " WHERE "
            + KEY
            + " = k))",
        "'the archive holds changesets that databasechangelog no longer has; see schemactl current'");
  }

  /** The rollback is that of the file, with its contexts and parameters. */
  private void undone(ScriptStart.Undone undone) {
    var name = inLiteral(undone.revision());
    var row = " FROM " + archive + " WHERE revision = " + SqlQuoting.literal(undone.revision());
    refuse(
        "(SELECT sha256" + row + ") <> " + SqlQuoting.literal(undone.sha256()),
        "'revision "
            + name
            + " was applied from another file than the one this script was made from; undo it over a"
            + " connection'");
    refuse(
        "(SELECT changesets" + row + ") <> " + array(undone.changesets()),
        "'revision "
            + name
            + " was applied with other changesets than this script undoes, by other contexts or"
            + " labels or before a precondition; undo it over a connection'");
    refuse(
        "(SELECT parameters"
            + row
            + ") <> "
            + SqlQuoting.literal(ParametersJson.write(undone.parameters()))
            + "::jsonb",
        "'revision "
            + name
            + " was applied with other parameters than this script was made with; make it with the same, or undo it over a connection'");
    refuse(
        "EXISTS (SELECT FROM "
            + changelog
            + " WHERE exectype NOT IN ('EXECUTED', 'RERAN') AND "
            + KEY
            + " = ANY ("
            + array(undone.changesets())
            + "))",
        "'a changeset of revision "
            + name
            + " was recorded without being executed; undo it over a connection'");
  }

  private void refuse(String condition, String message) {
    body.append("  IF ").append(condition).append(" THEN\n");
    raise(message);
    body.append("  END IF;\n");
  }

  private void raise(String message) {
    body.append("    RAISE EXCEPTION USING MESSAGE = ").append(message).append(";\n");
  }

  static String array(Collection<String> texts) {
    return texts.isEmpty()
        ? "'{}'::text[]"
        : texts.stream()
            .map(SqlQuoting::literal)
            .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
  }

  /** {@code text} for the middle of a literal without backslashes. */
  private static String inLiteral(String text) {
    return text.replace("'", "''");
  }
}
