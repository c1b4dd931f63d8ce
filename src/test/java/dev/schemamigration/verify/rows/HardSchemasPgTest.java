package dev.schemamigration.verify.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated rows in schemas that ask much of a row. */
class HardSchemasPgTest {
  private static final String SCHEMA =
      """
      CREATE SCHEMA app;
      SET search_path TO app, public;

      CREATE TABLE composite_key (region text, number int, PRIMARY KEY (region, number));
      CREATE TABLE composite_child (id bigserial PRIMARY KEY, region text NOT NULL, number int NOT NULL,
        FOREIGN KEY (region, number) REFERENCES composite_key);
      CREATE TABLE matched_in_full (region text, number int,
        FOREIGN KEY (region, number) REFERENCES composite_key MATCH FULL);
      CREATE TABLE overlapping (region text NOT NULL, number int NOT NULL, other int NOT NULL,
        FOREIGN KEY (region, number) REFERENCES composite_key, FOREIGN KEY (region, other) REFERENCES composite_key);

      CREATE TABLE tree (id int PRIMARY KEY, parent int REFERENCES tree);
      CREATE TABLE strict_tree (id int PRIMARY KEY, parent int NOT NULL REFERENCES strict_tree);
      CREATE TABLE egg (id int PRIMARY KEY, hen int NOT NULL);
      CREATE TABLE hen (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, egg int NOT NULL REFERENCES egg);
      ALTER TABLE egg ADD FOREIGN KEY (hen) REFERENCES hen;
      CREATE TABLE ring_a (id uuid PRIMARY KEY, b uuid NOT NULL);
      CREATE TABLE ring_b (id uuid PRIMARY KEY, c uuid NOT NULL);
      CREATE TABLE ring_c (id uuid PRIMARY KEY, a uuid NOT NULL REFERENCES ring_a);
      ALTER TABLE ring_a ADD FOREIGN KEY (b) REFERENCES ring_b DEFERRABLE INITIALLY DEFERRED;
      ALTER TABLE ring_b ADD FOREIGN KEY (c) REFERENCES ring_c;
      CREATE TABLE below_ring (id int PRIMARY KEY, a uuid NOT NULL REFERENCES ring_a);
      CREATE TABLE loose_a (id int PRIMARY KEY, b int);
      CREATE TABLE loose_b (id int PRIMARY KEY, a int NOT NULL REFERENCES loose_a);
      ALTER TABLE loose_a ADD FOREIGN KEY (b) REFERENCES loose_b;
      CREATE TABLE one_to_one (id int PRIMARY KEY REFERENCES tree, note text);

      CREATE TABLE checked (age int NOT NULL CHECK (age BETWEEN 18 AND 120), percent numeric(5,2) NOT NULL CHECK (percent > 0 AND percent <= 100),
        born date NOT NULL CHECK (born < DATE '2006-01-01' AND born > DATE '1900-01-01'), code text NOT NULL UNIQUE CHECK (code ~ '^[A-Z]{3}-[0-9]{4}$'),
        mail varchar(60) CHECK (mail LIKE '%_@_%.__%'), slug text NOT NULL CHECK (slug ~ '^[a-z0-9]+(?:-[a-z0-9]+)*$' AND length(slug) <= 20),
        country char(2) NOT NULL CHECK (country = upper(country)), state text NOT NULL CHECK (state IN ('open', 'closed')),
        CHECK (age > 20 OR state = 'open'));
      CREATE TABLE period (starts date NOT NULL, ends date NOT NULL, CHECK (starts < ends));
      CREATE TABLE one_of_two (id int PRIMARY KEY, post int REFERENCES tree, photo int REFERENCES strict_tree,
        CHECK (num_nonnulls(post, photo) = 1));
      CREATE TABLE either (a int, b text, CHECK ((a IS NULL) <> (b IS NULL)));
      CREATE TABLE documents (data jsonb NOT NULL CHECK (jsonb_typeof(data) = 'object' AND data ? 'kind' AND data ? 'version'), list json NOT NULL,
        tags text[] NOT NULL CHECK (array_length(tags, 1) = 3), matrix int[][]);

      CREATE DOMAIN zip AS varchar(10) CHECK (VALUE ~ '^\\d{5}(-\\d{4})?$');
      CREATE DOMAIN positive AS int NOT NULL CHECK (VALUE > 0);
      CREATE DOMAIN zips AS zip[] CHECK (cardinality(VALUE) > 0);
      CREATE DOMAIN ci_text AS text COLLATE "C" CHECK (VALUE = lower(VALUE));
      CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
      CREATE TYPE place AS (street text, code zip, mood mood);
      CREATE TABLE typed (id smallint PRIMARY KEY, zip zip NOT NULL, number positive, name ci_text NOT NULL UNIQUE, place place NOT NULL, moods mood[] NOT NULL,
        during tstzrange NOT NULL, bits bit varying(5) NOT NULL, flag boolean NOT NULL, price money NOT NULL, net inet NOT NULL, letter "char" NOT NULL,
        three char(3) NOT NULL UNIQUE, code varchar(2) NOT NULL UNIQUE);
      CREATE TABLE computed (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a int NOT NULL, twice int GENERATED ALWAYS AS (a * 2) STORED UNIQUE);
      CREATE TABLE defaults_only (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
      CREATE TABLE of_enum (mood mood PRIMARY KEY, note text);

      CREATE TABLE booking (room int NOT NULL, during tsrange NOT NULL, EXCLUDE USING gist (during WITH &&));
      CREATE TABLE ranged (at timestamptz NOT NULL, value int) PARTITION BY RANGE (at);
      CREATE TABLE ranged_1 PARTITION OF ranged FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
      CREATE TABLE listed (kind text NOT NULL, id int NOT NULL, PRIMARY KEY (kind, id)) PARTITION BY LIST (kind);
      CREATE TABLE listed_1 PARTITION OF listed FOR VALUES IN ('mine', 'yours') PARTITION BY RANGE (id);
      CREATE TABLE listed_2 PARTITION OF listed_1 FOR VALUES FROM (5) TO (500);
      CREATE TABLE hashed (id int PRIMARY KEY) PARTITION BY HASH (id);
      CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 1, REMAINDER 0);
      CREATE TABLE by_month (at date NOT NULL) PARTITION BY RANGE (extract(year FROM at));
      CREATE TABLE by_month_1 PARTITION OF by_month FOR VALUES FROM (2026) TO (2027);
      CREATE TABLE ancestor (id int PRIMARY KEY);
      CREATE TABLE descendant (more text) INHERITS (ancestor);
      CREATE TABLE "Odd ""Name\""" ("select" int, "a b" text);
      CREATE TABLE nothing ();

      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no rows, please'; END $$;
      CREATE TABLE refusing (id int PRIMARY KEY);
      CREATE TRIGGER refuse BEFORE INSERT ON refusing FOR EACH ROW EXECUTE FUNCTION refuse();
      CREATE TABLE needs_refusing (id int PRIMARY KEY, refusing int NOT NULL REFERENCES refusing);
      CREATE TABLE impossible (a int NOT NULL CHECK (a * a = -1));
      CREATE TABLE no_partition (id int NOT NULL) PARTITION BY RANGE (id);
      """;

  static List<TestPostgres> supported() {
    return TestPostgres.supported().toList();
  }

  @ParameterizedTest
  @MethodSource("supported")
  void everyTableThatCanHoldRowsGetsSomeAndTheOthersAreNamed(TestPostgres server)
      throws SQLException {
    var database = server.createDatabase();
    try (var connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(SCHEMA + "SET search_path TO pg_catalog, pg_temp");
      var rows = new SampleRows(connection, "schema_migration", 5);

      rows.fillAll();

      var counts = new TreeMap<String, Long>();
      rows.contents().forEach((table, content) -> counts.put(table, content.count()));
      assertThat(rows.unfilled())
          .extracting(it -> it.table() + ": " + it.why())
          .containsExactly(
              "app.impossible: new row for relation \"impossible\" violates check constraint"
                  + " \"impossible_a_check\"",
              "app.needs_refusing: app.refusing, to which needs_refusing_refusing_fkey refers, has"
                  + " no row",
              "app.no_partition: no partition of relation \"no_partition\" found for row",
              "app.refusing: no rows, please");
      var few =
          Stream.of("impossible", "needs_refusing", "no_partition", "refusing")
              .map(it -> "app." + it)
              .toList();
      assertThat(counts)
          .allSatisfy(
              (table, count) ->
                  assertThat(count).as(table).isGreaterThanOrEqualTo(few.contains(table) ? 0 : 3));
      assertThat(counts).hasSizeGreaterThan(35);
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }
}
