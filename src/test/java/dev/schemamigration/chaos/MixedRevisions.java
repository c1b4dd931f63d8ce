package dev.schemamigration.chaos;

import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A linear history with revisions of every kind: one transaction, several changesets, statements
 * that Postgres takes only outside of a transaction, and both together. Each changeset also writes
 * into {@link ExecutionLog}, up and down, so that running it twice shows.
 */
final class MixedRevisions {
  private static final List<Kind> KINDS =
      List.of(
          MixedRevisions::table,
          MixedRevisions::column,
          MixedRevisions::index,
          MixedRevisions::uniqueIndexBetween,
          MixedRevisions::upkeep,
          MixedRevisions::label,
          MixedRevisions::indexTakenAway,
          MixedRevisions::partition);

  /** How many kinds there are; the last one needs Postgres 14. */
  static final int KINDS_COUNT = KINDS.size();

  private static final int KINDS_BEFORE_14 = KINDS_COUNT - 1;

  private MixedRevisions() {}

  /** The changesets of one kind of revision. */
  private interface Kind {
    String changesets(String id);
  }

  /** {@code count} revisions, {@code r01}, {@code r02}, …, of the kinds that the server knows. */
  static Bundle of(int count, TestPostgres server) {
    var files = new LinkedHashMap<String, byte[]>();
    texts(count, server)
        .forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return BundleReader.read("chaos", files);
  }

  /** Their files by name. */
  static Map<String, String> texts(int count, TestPostgres server) {
    var kinds = KINDS.subList(0, server.majorVersion() < 14 ? KINDS_BEFORE_14 : KINDS_COUNT);
    var files = new LinkedHashMap<String, String>();
    for (int i = 1; i <= count; i++) {
      files.put(id(i) + ".sql", file(i, kinds.get((i - 1) % kinds.size())));
    }
    return files;
  }

  static String id(int number) {
    return "r%02d".formatted(number);
  }

  private static String file(int number, Kind kind) {
    var parent = number == 1 ? "" : id(number - 1);
    return """
        --liquibase formatted sql
        -- revision: %s
        -- down_revision: %s

        %s"""
        .formatted(id(number), parent, kind.changesets(id(number)));
  }

  private static String table(String id) {
    return """
        --changeset chaos:%1$s-a
        CREATE TABLE %1$s (id int PRIMARY KEY, word text NOT NULL, number int);
        INSERT INTO %1$s SELECT n, 'word ' || n, n %% 7 FROM generate_series(1, 300) n;
        SELECT execution_log.pause();
        %2$s
        --rollback %3$s
        --rollback SELECT execution_log.pause();
        --rollback DROP TABLE %1$s;
        """
        .formatted(id, ExecutionLog.up(id, "a"), ExecutionLog.down(id, "a"));
  }

  private static String column(String id) {
    return """
        --changeset chaos:%1$s-a
        CREATE TABLE %1$s (id int PRIMARY KEY);
        %2$s
        --rollback DROP TABLE %1$s;
        --rollback %3$s

        --changeset chaos:%1$s-b
        ALTER TABLE %1$s ADD COLUMN added text DEFAULT 'none';
        %4$s
        SELECT execution_log.pause();
        --rollback ALTER TABLE %1$s DROP COLUMN added;
        --rollback SELECT execution_log.pause();
        --rollback %5$s
        """
        .formatted(
            id,
            ExecutionLog.up(id, "a"),
            ExecutionLog.down(id, "a"),
            ExecutionLog.up(id, "b"),
            ExecutionLog.down(id, "b"));
  }

  private static String index(String id) {
    return """
        --changeset chaos:%1$s-a runInTransaction:false
        %2$s
        CREATE TABLE %1$s (id int, word text);
        INSERT INTO %1$s SELECT n, 'word ' || n FROM generate_series(1, 300) n;
        CREATE INDEX CONCURRENTLY %1$s_word ON %1$s (word);
        CREATE INDEX CONCURRENTLY %1$s_id ON %1$s (execution_log.slowly(id));
        --rollback DROP INDEX CONCURRENTLY %1$s_id;
        --rollback SELECT execution_log.pause();
        --rollback DROP INDEX CONCURRENTLY %1$s_word;
        --rollback DROP TABLE %1$s;
        --rollback %3$s
        """
        .formatted(id, ExecutionLog.up(id, "a"), ExecutionLog.down(id, "a"));
  }

  private static String partition(String id) {
    return """
        --changeset chaos:%1$s-a
        CREATE TABLE %1$s (id int) PARTITION BY RANGE (id);
        CREATE TABLE %1$s_low PARTITION OF %1$s FOR VALUES FROM (0) TO (10);
        CREATE TABLE %1$s_high PARTITION OF %1$s FOR VALUES FROM (10) TO (20);
        %2$s
        --rollback DROP TABLE %1$s;
        --rollback %3$s

        --changeset chaos:%1$s-b runInTransaction:false
        ALTER TABLE %1$s DETACH PARTITION %1$s_high CONCURRENTLY;
        %4$s
        --rollback ALTER TABLE %1$s_high DROP CONSTRAINT IF EXISTS %1$s_high_id_check;
        --rollback ALTER TABLE %1$s ATTACH PARTITION %1$s_high FOR VALUES FROM (10) TO (20);
        --rollback %5$s
        """
        .formatted(
            id,
            ExecutionLog.up(id, "a"),
            ExecutionLog.down(id, "a"),
            ExecutionLog.up(id, "b"),
            ExecutionLog.down(id, "b"));
  }

  private static String uniqueIndexBetween(String id) {
    return """
        --changeset chaos:%1$s-a
        CREATE TABLE %1$s (id int, word text);
        INSERT INTO %1$s SELECT n, 'word ' || n FROM generate_series(1, 300) n;
        %2$s
        --rollback DROP TABLE %1$s;
        --rollback %3$s

        --changeset chaos:%1$s-b runInTransaction:false
        CREATE UNIQUE INDEX CONCURRENTLY %1$s_once ON %1$s (execution_log.slowly(id));
        --rollback DROP INDEX CONCURRENTLY %1$s_once;

        --changeset chaos:%1$s-c
        ALTER TABLE %1$s ADD COLUMN late int;
        SELECT execution_log.pause();
        %4$s
        --rollback ALTER TABLE %1$s DROP COLUMN late;
        --rollback %5$s
        """
        .formatted(
            id,
            ExecutionLog.up(id, "a"),
            ExecutionLog.down(id, "a"),
            ExecutionLog.up(id, "c"),
            ExecutionLog.down(id, "c"));
  }

  private static String indexTakenAway(String id) {
    return """
        --changeset chaos:%1$s-a
        CREATE TABLE %1$s (id int, word text);
        INSERT INTO %1$s SELECT n, 'word ' || n FROM generate_series(1, 300) n;
        CREATE INDEX %1$s_gone ON %1$s (execution_log.slowly(id));
        %2$s
        --rollback DROP TABLE %1$s;
        --rollback %3$s

        --changeset chaos:%1$s-b runInTransaction:false
        DROP INDEX CONCURRENTLY %1$s_gone;
        %4$s
        SELECT execution_log.pause();
        --rollback CREATE INDEX CONCURRENTLY %1$s_gone ON %1$s (execution_log.slowly(id));
        --rollback %5$s
        """
        .formatted(
            id,
            ExecutionLog.up(id, "a"),
            ExecutionLog.down(id, "a"),
            ExecutionLog.up(id, "b"),
            ExecutionLog.down(id, "b"));
  }

  private static String upkeep(String id) {
    return """
        --changeset chaos:%1$s-a
        CREATE TABLE %1$s (id int PRIMARY KEY, word text);
        INSERT INTO %1$s SELECT n, 'word ' || n FROM generate_series(1, 300) n;
        CREATE INDEX %1$s_slow ON %1$s (execution_log.slowly(id));
        %2$s
        --rollback SELECT execution_log.pause();
        --rollback DROP TABLE %1$s;
        --rollback %3$s

        --changeset chaos:%1$s-b runInTransaction:false
        VACUUM (ANALYZE) %1$s;
        REINDEX INDEX CONCURRENTLY %1$s_slow;
        REINDEX TABLE CONCURRENTLY %1$s;
        %4$s
        --rollback %5$s
        """
        .formatted(
            id,
            ExecutionLog.up(id, "a"),
            ExecutionLog.down(id, "a"),
            ExecutionLog.up(id, "b"),
            ExecutionLog.down(id, "b"));
  }

  private static String label(String id) {
    return """
        --changeset chaos:%1$s-a
        CREATE TYPE %1$s AS ENUM ('low', 'high');
        %2$s
        --rollback DROP TYPE %1$s;
        --rollback %3$s

        --changeset chaos:%1$s-b runInTransaction:false
        ALTER TYPE %1$s ADD VALUE 'higher';
        %4$s
        --rollback ALTER TYPE %1$s RENAME TO %1$s_old;
        --rollback CREATE TYPE %1$s AS ENUM ('low', 'high');
        --rollback DROP TYPE %1$s_old;
        --rollback %5$s

        --changeset chaos:%1$s-c
        CREATE TABLE %1$s_uses (height %1$s DEFAULT 'higher');
        SELECT execution_log.pause();
        %6$s
        --rollback DROP TABLE %1$s_uses;
        --rollback %7$s
        """
        .formatted(
            id,
            ExecutionLog.up(id, "a"),
            ExecutionLog.down(id, "a"),
            ExecutionLog.up(id, "b"),
            ExecutionLog.down(id, "b"),
            ExecutionLog.up(id, "c"),
            ExecutionLog.down(id, "c"));
  }
}
