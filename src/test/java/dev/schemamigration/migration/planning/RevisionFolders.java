package dev.schemamigration.migration.planning;

import java.util.LinkedHashMap;
import java.util.Map;

/** Revision folders for tests of the archive: linear histories in every format, and graphs. */
final class RevisionFolders {
  private static final int KINDS = 7;

  private RevisionFolders() {}

  /** {@code r05}. */
  static String id(int number) {
    return "r%02d".formatted(number);
  }

  /**
   * The first {@code count} revisions of a linear history, with only those files that they read.
   */
  static Map<String, String> line(int count) {
    var files = new LinkedHashMap<String, String>();
    for (int number = 1; number <= count; number++) {
      put(files, number, id(number));
    }
    return files;
  }

  private static void put(Map<String, String> files, int number, String id) {
    switch ((number - 1) % KINDS) {
      case 0 -> files.put(id + "_table.sql", text(TABLE, id));
      case 1 -> {
        files.put(id + "_words.yaml", text(WORDS, id));
        files.put(id + "/words.csv", "id,word\n1,first of " + id + "\n2,second; '" + id + "'\n");
        files.put(id + "/more.sql", "UPDATE " + id + " SET word = upper(word) WHERE id = 1;");
        files.put(id + "/undo.sql", "DROP VIEW " + id + "_view;\nDROP TABLE " + id + ";");
      }
      case 2 -> files.put(id + "_keys.xml", text(KEYS, id));
      case 3 -> files.put(id + "_index.sql", text(INDEX, id));
      case 4 -> files.put(id + "_routine.sql", text(ROUTINE, id));
      case 5 -> files.put(id + "_label.sql", text(LABEL, id));
      default -> files.put(id + "_sequence.json", text(SEQUENCE, id));
    }
  }

  private static String text(String template, String id) {
    return template.replace("THIS", id);
  }

  private static final String TABLE =
      """
      --liquibase formatted sql
      --changeset a:1
      CREATE TABLE THIS (id int PRIMARY KEY, tenant text NOT NULL DEFAULT '${tenant}');
      INSERT INTO THIS VALUES (1, '${tenant}; and more');
      --rollback DROP TABLE THIS;
      --changeset a:2
      ALTER TABLE THIS ADD COLUMN ${column} text;
      COMMENT ON TABLE THIS IS 'of ${tenant}';
      --rollback ALTER TABLE THIS DROP COLUMN ${column};
      """;

  private static final String WORDS =
      """
      databaseChangeLog:
        - changeSet:
            id: 1
            author: a
            changes:
              - createTable:
                  tableName: THIS
                  columns:
                    - column: {name: id, type: int, constraints: {primaryKey: true}}
                    - column: {name: word, type: text}
              - loadData: {file: THIS/words.csv, tableName: THIS}
              - sqlFile: {path: THIS/more.sql}
              - createView: {viewName: THIS_view, selectQuery: SELECT word FROM THIS}
            rollback:
              - sqlFile: {path: THIS/undo.sql}
      """;

  private static final String KEYS =
      """
      <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">
        <changeSet id="1" author="a">
          <createTable tableName="THIS">
            <column name="id" type="int"><constraints primaryKey="true"/></column>
            <column name="parent" type="int"/>
          </createTable>
          <addForeignKeyConstraint baseTableName="THIS" baseColumnNames="parent"
            referencedTableName="THIS" referencedColumnNames="id" constraintName="THIS_parent"/>
        </changeSet>
        <changeSet id="2" author="a">
          <addColumn tableName="THIS"><column name="note" type="varchar(20)"/></addColumn>
          <createIndex tableName="THIS" indexName="THIS_note"><column name="note"/></createIndex>
        </changeSet>
      </databaseChangeLog>
      """;

  private static final String INDEX =
      """
      --liquibase formatted sql
      --changeset a:1
      CREATE TABLE THIS (id int, word text);
      INSERT INTO THIS SELECT n, 'word ' || n FROM generate_series(1, 20) n;
      --rollback DROP TABLE THIS;
      --changeset a:2 runInTransaction:false
      CREATE INDEX CONCURRENTLY THIS_word ON THIS (word);
      CREATE UNIQUE INDEX CONCURRENTLY THIS_id ON THIS (id);
      --rollback DROP INDEX CONCURRENTLY THIS_id;
      --rollback DROP INDEX CONCURRENTLY THIS_word;
      """;

  private static final String ROUTINE =
      """
      --liquibase formatted sql
      --changeset a:1
      CREATE TABLE THIS (at timestamptz);
      CREATE FUNCTION THIS_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.at := now();
        RETURN NEW;
      END;
      $$;
      CREATE TRIGGER THIS_trigger BEFORE INSERT ON THIS
        FOR EACH ROW EXECUTE FUNCTION THIS_stamp();
      --rollback DROP TABLE THIS;
      --rollback DROP FUNCTION THIS_stamp;
      """;

  private static final String LABEL =
      """
      --liquibase formatted sql
      --changeset a:1
      CREATE TYPE THIS AS ENUM ('low', 'high');
      --rollback DROP TYPE THIS;
      --changeset a:2 runInTransaction:false
      ALTER TYPE THIS ADD VALUE 'higher';
      --rollback ALTER TYPE THIS RENAME TO THIS_old;
      --rollback CREATE TYPE THIS AS ENUM ('low', 'high');
      --rollback DROP TYPE THIS_old;
      --changeset a:3
      CREATE TABLE THIS_uses (height THIS DEFAULT 'higher');
      --rollback DROP TABLE THIS_uses;
      """;

  private static final String SEQUENCE =
      """
      {"databaseChangeLog": [{"changeSet": {"id": "1", "author": "a", "changes": [
        {"createSequence": {"sequenceName": "THIS", "startValue": "7", "incrementBy": "3"}},
        {"createTable": {"tableName": "THIS_uses", "columns": [
          {"column": {"name": "id", "type": "bigint"}}]}}]}}]}
      """;

  /** A revision of a graph: a table of its own, under a header. */
  static String node(String id, String parents, String header) {
    return """
    --liquibase formatted sql
    -- The revision %1$s.
    --
    -- revision: %1$s
    -- down_revision: %2$s
    %3$s
    --changeset graph:%1$s
    CREATE TABLE %1$s (id int PRIMARY KEY);
    INSERT INTO %1$s VALUES (1);
    --rollback DROP TABLE %1$s;
    """
        .formatted(id, parents, header);
  }

  /** Of {@code files}, those of the revisions named. */
  static Map<String, String> only(Map<String, String> files, String... ids) {
    var kept = new LinkedHashMap<String, String>();
    for (var id : ids) {
      kept.put(id + ".sql", files.get(id + ".sql"));
    }
    return kept;
  }

  /** Revisions as {@code id: parents}, with further header lines after a bar. */
  static Map<String, String> graph(String... lines) {
    var files = new LinkedHashMap<String, String>();
    for (var line : lines) {
      var id = line.substring(0, line.indexOf(':'));
      var rest = line.substring(line.indexOf(':') + 1).split("\\|");
      var header = new StringBuilder();
      for (int i = 1; i < rest.length; i++) {
        header.append("-- ").append(rest[i].strip()).append('\n');
      }
      files.put(id + ".sql", node(id, rest[0].strip(), header.toString()));
    }
    return files;
  }
}
