package dev.schemamigration.verify.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read again after a change is what a reader finds that has read nothing before. */
class CatalogReaderPgTest {
  /** Each changes something that the reader before it has read, or that depends on it. */
  private static final String CHANGES =
      """
      CREATE SCHEMA app
      CREATE TYPE app.mood AS ENUM ('sad', 'ok')
      CREATE DOMAIN app.zip AS text CHECK (VALUE <> '')
      CREATE TABLE app.parent (id int PRIMARY KEY, code text UNIQUE, mood app.mood DEFAULT 'sad', zip app.zip)
      CREATE TABLE app.child (id bigserial PRIMARY KEY, parent int REFERENCES app.parent, code text)
      CREATE TABLE app.other (id int)
      CREATE VIEW app.seen AS SELECT * FROM app.parent
      CREATE VIEW app.joined AS SELECT * FROM app.parent AS p JOIN app.other USING (id)
      CREATE MATERIALIZED VIEW app.kept AS SELECT id FROM app.parent
      CREATE FUNCTION app.f(a app.mood) RETURNS int LANGUAGE sql AS 'SELECT 1'
      ALTER TABLE app.child ADD CHECK (app.f('sad') > 0)
      ALTER TYPE app.mood ADD VALUE 'happy'
      ALTER TYPE app.mood RENAME VALUE 'sad' TO 'blue'
      ALTER TABLE app.other ADD COLUMN zip text
      ALTER TABLE app.parent RENAME COLUMN id TO number
      ALTER TABLE app.child RENAME COLUMN parent TO parent_number
      ALTER TABLE app.parent RENAME TO parents
      ALTER FUNCTION app.f RENAME TO g
      ALTER TYPE app.mood RENAME TO feeling
      ALTER DOMAIN app.zip ADD CONSTRAINT short CHECK (length(VALUE) < 10)
      ALTER DOMAIN app.zip DROP CONSTRAINT short
      ALTER DOMAIN app.zip SET DEFAULT 'x'
      ALTER SEQUENCE app.child_id_seq RENAME TO child_numbers
      ALTER SEQUENCE app.child_numbers INCREMENT BY 2
      ALTER SEQUENCE app.child_numbers OWNED BY NONE
      ALTER SEQUENCE app.child_numbers OWNED BY app.other.id
      ALTER SCHEMA app RENAME TO shop
      COMMENT ON TABLE shop.parents IS 'they'
      COMMENT ON COLUMN shop.parents.code IS 'of them'
      ALTER TABLE shop.parents RENAME COLUMN code TO name
      COMMENT ON TABLE shop.parents IS NULL
      COMMENT ON SCHEMA shop IS 'all'
      CREATE INDEX by_code ON shop.child (code)
      COMMENT ON INDEX shop.by_code IS 'quick'
      ALTER INDEX shop.by_code RENAME TO by_codes
      ALTER INDEX shop.by_codes SET (fillfactor = 50)
      CLUSTER shop.child USING by_codes
      ALTER TABLE shop.child REPLICA IDENTITY FULL
      DROP INDEX shop.by_codes
      ALTER TABLE shop.parents DISABLE TRIGGER ALL
      ALTER TABLE shop.parents ENABLE TRIGGER ALL
      ALTER TABLE shop.child DROP CONSTRAINT child_parent_fkey
      ALTER TABLE shop.child ADD CONSTRAINT to_parent FOREIGN KEY (parent_number) REFERENCES shop.parents NOT VALID
      ALTER TABLE shop.child VALIDATE CONSTRAINT to_parent
      ALTER TABLE shop.child RENAME CONSTRAINT to_parent TO of_parent
      ALTER TABLE shop.parents RENAME COLUMN number TO id
      CREATE FUNCTION shop.t() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'
      CREATE TRIGGER t BEFORE UPDATE OF code ON shop.child FOR EACH ROW EXECUTE FUNCTION shop.t()
      ALTER TABLE shop.child RENAME COLUMN code TO codes
      ALTER TABLE shop.child DISABLE TRIGGER t
      ALTER TRIGGER t ON shop.child RENAME TO u
      DROP TRIGGER u ON shop.child
      CREATE POLICY p ON shop.child USING (codes IN (SELECT name FROM shop.parents))
      ALTER TABLE shop.parents RENAME COLUMN name TO names
      ALTER POLICY p ON shop.child RENAME TO q
      ALTER TABLE shop.child ENABLE ROW LEVEL SECURITY
      DROP POLICY q ON shop.child
      CREATE RULE r AS ON DELETE TO shop.other DO INSTEAD NOTHING
      ALTER TABLE shop.other DISABLE RULE r
      DROP RULE r ON shop.other
      ALTER TABLE shop.other ALTER COLUMN zip SET DEFAULT 'a'
      ALTER TABLE shop.other ALTER COLUMN zip SET DEFAULT 'b'
      ALTER TABLE shop.other ALTER COLUMN zip DROP DEFAULT
      ALTER TABLE shop.other ALTER COLUMN zip SET STORAGE EXTERNAL
      ALTER TABLE shop.other ALTER COLUMN zip SET STATISTICS 7
      ALTER TABLE shop.other ALTER COLUMN zip SET NOT NULL
      ALTER TABLE shop.other ALTER COLUMN zip TYPE varchar(9)
      ALTER TABLE shop.other DROP COLUMN zip CASCADE
      GRANT SELECT ON shop.other TO PUBLIC
      GRANT SELECT (id) ON shop.parents TO PUBLIC
      REVOKE SELECT ON shop.other FROM PUBLIC
      ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC
      CREATE STATISTICS shop.s ON parent_number, codes FROM shop.child
      ALTER STATISTICS shop.s SET STATISTICS 5
      ALTER TABLE shop.child RENAME COLUMN codes TO code
      ALTER STATISTICS shop.s RENAME TO s2
      DROP STATISTICS shop.s2
      CREATE TABLE shop.parts (id int, at date) PARTITION BY RANGE (at)
      CREATE TABLE shop.part PARTITION OF shop.parts FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')
      CREATE INDEX parts_at ON shop.parts (at)
      ALTER INDEX shop.parts_at RENAME TO parts_by_day
      ALTER TABLE shop.parts RENAME COLUMN at TO day
      ALTER TABLE shop.parts DETACH PARTITION shop.part
      ALTER TABLE shop.part INHERIT shop.other
      CREATE TYPE shop.place AS (street text, code shop.zip)
      ALTER TYPE shop.place ADD ATTRIBUTE number int
      ALTER TYPE shop.place RENAME ATTRIBUTE street TO road
      CREATE AGGREGATE shop.total (int) (SFUNC = int4pl, STYPE = int)
      CREATE PROCEDURE shop.go() LANGUAGE sql AS 'SELECT 2'
      CREATE OR REPLACE PROCEDURE shop.go() LANGUAGE sql AS 'SELECT 3'
      DROP PROCEDURE shop.go()
      CREATE OPERATOR shop.=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)
      CREATE COLLATION shop.c (locale = 'C')
      ALTER COLLATION shop.c RENAME TO d
      CREATE TEXT SEARCH CONFIGURATION shop.ts (COPY = pg_catalog.english)
      ALTER TEXT SEARCH CONFIGURATION shop.ts DROP MAPPING FOR word
      DROP VIEW shop.seen
      CREATE VIEW shop.seen AS SELECT id FROM shop.other
      ALTER VIEW shop.seen RENAME COLUMN id TO number
      ALTER TABLE shop.other SET UNLOGGED
      ALTER TABLE shop.other SET (fillfactor = 60)
      ALTER TABLE shop.child ADD COLUMN twice int GENERATED ALWAYS AS (parent_number * 2) STORED
      ALTER TABLE shop.child ADD COLUMN no int GENERATED ALWAYS AS IDENTITY
      ALTER TABLE shop.child ALTER COLUMN no SET GENERATED BY DEFAULT
      DROP TABLE shop.child
      CREATE TABLE shop.child (id int)
      DROP TYPE shop.feeling CASCADE
      DROP SCHEMA shop CASCADE
      """;

  private static final String FROM_14_ON =
      """
      CREATE TABLE base (id int, name text)
      CREATE FUNCTION names() RETURNS SETOF text LANGUAGE sql BEGIN ATOMIC SELECT name FROM base; END
      ALTER TABLE base RENAME COLUMN name TO title
      ALTER TABLE base ALTER COLUMN title SET COMPRESSION pglz
      """;

  static List<TestPostgres> supported() {
    return TestPostgres.supported().toList();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void eachChangeIsSeen(TestPostgres server) throws SQLException {
    var own = server.createDatabase();
    var database = own.asAdministrator();
    var changes = CHANGES + (server.majorVersion() >= 14 ? FROM_14_ON : "");
    try (var reading = database.connect();
        var changing = database.connect();
        var statement = changing.createStatement()) {
      var pool = new CatalogPool();
      var reader = new CatalogReader(reading, "schema_migration", false, pool);
      var last = reader.read();
      for (var change : changes.lines().toList()) {
        statement.execute(change);

        var now = reader.read();

        try (var fresh = database.connect()) {
          var whole = new CatalogReader(fresh, "schema_migration", false, new CatalogPool()).read();
          assertThat(whole.differences(now)).as(change).isEmpty();
          assertThat(now.differences(whole)).as(change).isEmpty();
          assertThat(last.differences(now)).as(change).isNotEmpty();
        }
        assertThat(reader.read()).as("nothing was done since").isSameAs(now);
        last = now;
      }
    }
    server.drop(own);
  }

  /** Whichever numbers the transactions have, and whichever oids the two triggers of the key. */
  @ParameterizedTest
  @MethodSource("supported")
  void transactionsThatFollowEachOtherAreToldApart(TestPostgres server) throws SQLException {
    var own = server.createDatabase();
    try (var reading = own.asAdministrator().connect();
        var changing = own.asAdministrator().connect();
        var statement = changing.createStatement()) {
      statement.execute("CREATE TABLE parent (id int PRIMARY KEY)");
      statement.execute("CREATE TABLE child (parent int REFERENCES parent)");
      var reader = new CatalogReader(reading, "schema_migration", false, new CatalogPool());
      var enforced = reader.read();
      for (int round = 0; round < 32; round++) {
        statement.execute("ALTER TABLE parent DISABLE TRIGGER ALL");
        assertThat(enforced.differences(reader.read())).as("round %d", round).isNotEmpty();
        statement.execute("ALTER TABLE parent ENABLE TRIGGER ALL");
        assertThat(enforced.differences(reader.read())).as("round %d", round).isEmpty();
      }
    }
    server.drop(own);
  }
}
