package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code schemactl verify} on directories of which one revision does not give back something. */
class ForgetfulDirectoriesPgTest {
  private static final TestPostgres SERVER = TestPostgres.newest();

  private static final String BEFORE =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
      CREATE DOMAIN zip AS text CHECK (VALUE <> '');
      CREATE TABLE parent (id serial PRIMARY KEY, name text NOT NULL DEFAULT 'new', price int CHECK (price > 0));
      CREATE TABLE child (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note varchar(30),
        parent_id int NOT NULL CONSTRAINT of_parent REFERENCES parent ON DELETE CASCADE);
      CREATE TABLE audit (id serial, at int);
      CREATE INDEX by_note ON child (note) INCLUDE (parent_id);
      CREATE INDEX priced ON parent (name) WHERE price > 1;
      CREATE VIEW seen WITH (security_barrier) AS SELECT id FROM parent;
      CREATE FUNCTION one() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
      CREATE FUNCTION t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER kept BEFORE UPDATE ON child FOR EACH ROW EXECUTE FUNCTION t();
      COMMENT ON TABLE parent IS 'those above';
      ALTER TABLE parent ENABLE ROW LEVEL SECURITY;
      CREATE POLICY all_of_it ON parent USING (true);
      """;

  private static final String UNDO =
      "DROP VIEW seen; DROP TABLE child, parent, audit; DROP DOMAIN zip; DROP TYPE mood;"
          + " DROP FUNCTION one(); DROP FUNCTION t();";

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "a default|ALTER TABLE parent ALTER name SET DEFAULT 'x'|ALTER TABLE parent ALTER name DROP"
            + " DEFAULT|column public.parent.name: default was 'new'::text, is not set",
        "a grant|GRANT SELECT ON child TO PUBLIC|SELECT 1|table public.child: rights was ",
        "a grant on a column|GRANT SELECT (note) ON child TO PUBLIC|SELECT 1|column"
            + " public.child.note: rights was not set, is =r/",
        "default rights|ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC|SELECT 1|default"
            + " rights ",
        "a trigger|CREATE TRIGGER g BEFORE INSERT ON child FOR EACH ROW EXECUTE FUNCTION t()|SELECT"
            + " 1|trigger g of public.child is left behind",
        "that a trigger was enabled|ALTER TABLE child DISABLE TRIGGER kept|SELECT 1|trigger kept of"
            + " public.child: enabled was yes, is no",
        "a policy|ALTER TABLE child ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON child USING"
            + " (true)|ALTER TABLE child DISABLE ROW LEVEL SECURITY|policy p of public.child is"
            + " left behind",
        "row security|ALTER TABLE parent DISABLE ROW LEVEL SECURITY|SELECT 1|table public.parent:"
            + " row security was on, is not set",
        "INCLUDE|DROP INDEX by_note|CREATE INDEX by_note ON child (note)|index public.by_note:"
            + " definition was CREATE INDEX by_note ON public.child USING btree (note) INCLUDE"
            + " (parent_id), is CREATE INDEX by_note ON public.child USING btree (note)",
        "WHERE|DROP INDEX priced|CREATE INDEX priced ON parent (name)|index public.priced:"
            + " definition was ",
        "the owner of a sequence|ALTER SEQUENCE parent_id_seq OWNED BY NONE|SELECT 1|sequence"
            + " public.parent_id_seq: owned by was public.parent.id, is not set",
        "the increment of a sequence|ALTER SEQUENCE parent_id_seq INCREMENT 7|SELECT 1|sequence"
            + " public.parent_id_seq: increment was 1, is 7",
        "a comment|COMMENT ON TABLE parent IS 'x'|COMMENT ON TABLE parent IS NULL|comment on table"
            + " public.parent is missing",
        "the order of an enum|ALTER TYPE mood RENAME TO was; CREATE TYPE mood AS ENUM ('sad', 'ok',"
            + " 'happy', 'mad'); DROP TYPE was|DROP TYPE mood; CREATE TYPE mood AS ENUM ('ok',"
            + " 'sad', 'happy')|enum public.mood: labels was 'sad', 'ok', 'happy', is 'ok', 'sad',"
            + " 'happy'",
        "a label of an enum|ALTER TYPE mood ADD VALUE 'mad'|SELECT 1|enum public.mood: labels was"
            + " 'sad', 'ok', 'happy', is 'sad', 'ok', 'happy', 'mad'",
        "NOT NULL|ALTER TABLE parent ALTER name DROP NOT NULL|SELECT 1|column public.parent.name:"
            + " not null was yes, is no",
        "a column type|ALTER TABLE child ALTER note TYPE varchar(40)|SELECT 1|column"
            + " public.child.note: type was character varying(30), is character varying(40)",
        "ON DELETE CASCADE|ALTER TABLE child DROP CONSTRAINT of_parent|ALTER TABLE child ADD"
            + " CONSTRAINT of_parent FOREIGN KEY (parent_id) REFERENCES parent|constraint of_parent"
            + " of public.child: definition was ",
        "to validate|ALTER TABLE child DROP CONSTRAINT of_parent|ALTER TABLE child ADD CONSTRAINT"
            + " of_parent FOREIGN KEY (parent_id) REFERENCES parent ON DELETE CASCADE NOT"
            + " VALID|constraint of_parent of public.child: validated was yes, is no",
        "the kind of an identity|ALTER TABLE child ALTER id SET GENERATED BY DEFAULT|SELECT"
            + " 1|column public.child.id: identity was always, is by default",
        "an option of a view|CREATE OR REPLACE VIEW seen AS SELECT id FROM parent|CREATE OR REPLACE"
            + " VIEW seen AS SELECT id FROM parent|view public.seen: options was"
            + " security_barrier=true, is not set",
        "the volatility of a function|CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql"
            + " IMMUTABLE AS 'SELECT 2'|CREATE OR REPLACE FUNCTION one() RETURNS int LANGUAGE sql"
            + " AS 'SELECT 1'|function public.one(): definition was ",
        "an option of a table|ALTER TABLE child SET (fillfactor = 50)|SELECT 1|table public.child:"
            + " options was not set, is fillfactor=50",
        "that a table is logged|ALTER TABLE audit SET UNLOGGED|SELECT 1|table public.audit:"
            + " persistence was not set, is unlogged",
        "a check of a domain|ALTER DOMAIN zip DROP CONSTRAINT zip_check|SELECT 1|constraint"
            + " zip_check of public.zip is missing",
        "a unique constraint|ALTER TABLE audit ADD CONSTRAINT once UNIQUE (id)|ALTER TABLE audit"
            + " DROP CONSTRAINT once; CREATE INDEX once ON audit (id)|index public.once is left"
            + " behind",
        "an extra schema|CREATE SCHEMA extra; CREATE TABLE extra.x (id int)|DROP TABLE"
            + " extra.x|schema extra is left behind",
        "that rows were there|DROP TABLE audit|CREATE TABLE audit (id serial, at int)|table"
            + " public.audit: 20 rows are gone",
        "the rows of a truncated table|TRUNCATE audit|SELECT 1|table public.audit: 20 rows are"
            + " gone",
        "which row had which value|ALTER TABLE audit ADD x int|ALTER TABLE audit DROP x; UPDATE"
            + " audit SET at = at + 1|table public.audit: 20 rows are gone, 20 rows are left"
            + " behind",
        "rows that fit no more|ALTER TABLE child ALTER note TYPE text|ALTER TABLE child ALTER note"
            + " TYPE varchar(1)|revision 002",
        "tables that hold rows going down|ALTER TABLE child DROP COLUMN note|ALTER TABLE child ADD"
            + " COLUMN note varchar(30) NOT NULL|its downgrade fails: revision 002 (downgrade),"
            + " changeset test:002, statement 1 (002_it.sql:9): column \"note\" of relation",
        "tables that hold rows going up|ALTER TABLE child ADD COLUMN more int NOT NULL|ALTER TABLE"
            + " child DROP COLUMN more|its upgrade works on empty tables only (column more of"
            + " public.child may not be null): ",
        "tables that hold two rows|ALTER TABLE child ADD COLUMN more int DEFAULT 1 UNIQUE|ALTER"
            + " TABLE child DROP COLUMN more|its upgrade works on empty tables only (constraint"
            + " child_more_key of public.child is of new columns only): ",
        "a row to refer to|ALTER TABLE child ADD COLUMN more int DEFAULT 70000 CONSTRAINT of_seven"
            + " REFERENCES parent|ALTER TABLE child DROP COLUMN more|its upgrade works on empty"
            + " tables only (constraint of_seven of public.child is of new columns only): ",
        "a check of a new column|ALTER TABLE child ADD COLUMN more int DEFAULT 7 CONSTRAINT eight"
            + " CHECK (more = 8)|ALTER TABLE child DROP COLUMN more|its upgrade works on empty"
            + " tables only (constraint eight of public.child is of new columns only): ",
      })
  void whatIsForgottenIsNamed(String what, String up, String down, String message) {
    var real = SERVER.createDatabase().mayCreateDatabases();
    var ended =
        new CommandLineFixture(folder)
            .on(real)
            .revision("001", "", BEFORE, UNDO)
            .revision("002", "down_revision: 001", up + ";", down + ";")
            .run("verify");

    assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(3);
    assertThat(ended.out()).contains("\nRevision 002\n", message);
    assertThat(real.scratchDatabases()).isEmpty();
  }
}
