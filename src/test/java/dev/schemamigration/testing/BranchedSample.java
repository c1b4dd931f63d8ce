package dev.schemamigration.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A history with branches, merges and dependencies whose revisions hold what programs take apart
 * wrongly: names of variables, backslashes, quotes of every kind, semicolons inside of statements,
 * statements outside of a transaction, temporary settings.
 */
public final class BranchedSample {
  private static final List<String> KINDS =
      List.of(
          """
          --changeset it's:%1$s
          CREATE TABLE %1$s (id int PRIMARY KEY, a int[], "col:x" text DEFAULT ':x', note text);
          COMMENT ON TABLE %1$s IS 'it''s \\d :x ; -- no comment';
          INSERT INTO %1$s SELECT n, ARRAY[1, 2, n], 'C:\\new\\' || n, E'\\\\.\\'' FROM generate_series(1, 5) AS n;
          SELECT a[1:id] FROM %1$s; /* :x \\! id /* nested ; */ ' */
          --rollback DROP TABLE %1$s;
          """,
          """
          --changeset test:%1$s-table
          CREATE TABLE %1$s (id int, word text, ä text DEFAULT 'ümläut 𝄞');
          --rollback DROP TABLE %1$s;

          --changeset test:%1$s-index runInTransaction:false
          SET search_path TO public;
          CREATE INDEX CONCURRENTLY %1$s_word ON %1$s (word);
          INSERT INTO %1$s VALUES (1, U&'\\0441\\043b', $x$:x; \\. $$ $x$);
          CREATE UNIQUE INDEX CONCURRENTLY "%1$s;:x" ON %1$s (id);
          VACUUM %1$s;
          --rollback DROP INDEX CONCURRENTLY "%1$s;:x";
          --rollback TRUNCATE %1$s;
          --rollback DROP INDEX CONCURRENTLY %1$s_word;
          """,
          """
          --changeset test:%1$s splitStatements:true
          CREATE TYPE %1$s AS ENUM ('a', 'COPY t FROM stdin;', '\\.');
          CREATE TABLE %1$s_t (e %1$s);
          CREATE FUNCTION %1$s_f(x int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN x > 1 THEN x ELSE 2 END; SELECT x; END;
          CREATE RULE %1$s_r AS ON INSERT TO %1$s_t DO ALSO (SELECT 1; NOTIFY %1$s);
          CREATE FUNCTION %1$s_g() RETURNS text LANGUAGE plpgsql AS $body$
          BEGIN
            -- \\d :x
            RETURN ':x' || E'\\t' || $q$;$q$;
          END $body$;
          --rollback DROP FUNCTION %1$s_g(), %1$s_f(int); DROP TABLE %1$s_t; DROP TYPE %1$s;
          """,
          """
          --changeset test:%1$s
          SET LOCAL lock_timeout = '1s';
          CREATE TEMP TABLE scratch (id int);
          CREATE TABLE %1$s AS SELECT 1 AS one, '{"a": [1]}'::jsonb AS doc;
          CREATE VIEW %1$s_v AS SELECT doc #>> '{a}' AS a, doc ? 'a' AS has FROM %1$s -- the end :x
          ;
          SET search_path TO pg_catalog;
          --rollback DROP VIEW %1$s_v;
          --rollback DROP TABLE %1$s;
          """,
          """
          --changeset test:%1$s-a context:never
          CREATE TABLE %1$s_never (id int);
          --rollback DROP TABLE %1$s_never;

          --changeset test:%1$s-b labels:some
          CREATE TABLE %1$s (id int, tags text[] DEFAULT '{}');
          INSERT INTO %1$s VALUES (1, ARRAY['plain']);
          --rollback DROP TABLE %1$s;
          """);

  private BranchedSample() {}

  /** Writes {@code count} revisions, {@code r01}, {@code r02}, …, as files of a folder. */
  public static void write(Path folder, int count) {
    for (int number = 1; number <= count; number++) {
      var id = id(number);
      var text =
          """
          --liquibase formatted sql
          -- Make %s: it's \\d :x
          --
          -- revision: %s
          -- down_revision: %s
          %s
          %s"""
              .formatted(
                  id,
                  id,
                  parents(number),
                  number % 7 == 0 ? "-- depends_on: " + id(number - 5) : "",
                  KINDS.get((number - 1) % KINDS.size()).formatted(id));
      try {
        Files.writeString(folder.resolve(id + "_it.sql"), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A fork after every sixth revision, and a merge four revisions later. */
  private static String parents(int number) {
    return switch (number % 6) {
      case 1 -> number == 1 || number == 25 ? "" : id(number - 1);
      case 3 -> id(number - 2);
      case 5 -> id(number - 2) + ", " + id(number - 1);
      case 4 -> id(number - 2);
      default -> id(number - 1);
    };
  }

  private static String id(int number) {
    return "r%02d".formatted(number);
  }
}
