package dev.schemamigration.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestPostgres;
import dev.schemamigration.verify.catalog.CatalogPool;
import dev.schemamigration.verify.catalog.CatalogReader;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shapes that are read again after a change are those that a whole read finds. */
class ShapeReaderPgTest {
  private static final String CHANGES =
      """
      CREATE TYPE mood AS ENUM ('sad', 'ok')
      CREATE DOMAIN zip AS text CHECK (VALUE <> '')
      CREATE TYPE place AS (street text, mood mood)
      CREATE TABLE parent (id int PRIMARY KEY, mood mood, zip zip, place place, moods mood[])
      CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent, note text)
      CREATE TABLE other (id int)
      ALTER TYPE mood ADD VALUE 'happy'
      ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'
      ALTER TYPE mood RENAME TO feeling
      ALTER DOMAIN zip ADD CONSTRAINT short CHECK (length(VALUE) < 10)
      ALTER DOMAIN zip DROP CONSTRAINT short
      ALTER DOMAIN zip RENAME TO code
      ALTER TYPE place RENAME TO address
      ALTER TABLE parent RENAME COLUMN id TO number
      ALTER TABLE parent RENAME TO parents
      ALTER TABLE other ADD COLUMN note text
      ALTER TABLE other ALTER COLUMN note SET NOT NULL
      ALTER TABLE other ALTER COLUMN note SET DEFAULT 'x'
      ALTER TABLE child ADD CONSTRAINT long CHECK (length(note) > 3)
      ALTER TABLE child DROP CONSTRAINT child_parent_fkey
      DROP TABLE other; CREATE TABLE other (id bigint)
      CREATE TABLE parts (id int) PARTITION BY RANGE (id)
      CREATE TABLE part PARTITION OF parts FOR VALUES FROM (0) TO (9)
      ALTER TABLE parents DROP COLUMN mood, DROP COLUMN moods, DROP COLUMN place
      DROP TYPE address; DROP TYPE feeling; CREATE TYPE feeling AS ENUM ('other'); ALTER TABLE parents ADD COLUMN mood feeling
      CREATE SCHEMA app; ALTER TABLE child SET SCHEMA app
      DROP TABLE app.child
      """;

  static List<TestPostgres> supported() {
    return TestPostgres.supported().toList();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void eachChangeIsSeen(TestPostgres server) throws SQLException {
    var database = server.createDatabase();
    try (var viewer = database.connect();
        var changing = database.connect();
        var statement = changing.createStatement()) {
      var catalog = new CatalogReader(viewer, "schema_migration", false, new CatalogPool());
      var shapes = new ShapeReader(viewer, "schema_migration");
      for (var change : CHANGES.lines().toList()) {
        shapes.read(catalog.read());
        statement.execute(change);

        assertThat(shapes.read(catalog.read()))
            .as(change)
            .isEqualTo(new ShapeReader(viewer, "schema_migration").read());
      }
    }
    server.drop(database);
  }
}
