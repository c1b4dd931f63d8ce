package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One program migrates eight databases at the same time. Their files have the same names and their
 * changesets the same ids, with other contents in each; what a tenant's database then holds must be
 * what it holds when nobody else is there.
 */
class EightDatabasesPgTest {
  private static final int ROUNDS = ChaosMode.LONG.isActive() ? 50 : 15;
  private static final TestPostgres SERVER = TestPostgres.newest();

  private static final List<String> RECORD =
      List.of(
          "SELECT id, author, filename, exectype, md5sum, description, comments, orderexecuted"
              + " FROM schema_migration.databasechangelog ORDER BY orderexecuted",
          "SELECT revision, state, path, sha256, message, parameters, changesets, applied_by,"
              + " md5(content), md5(resources)"
              + " FROM schema_migration.revision_archive ORDER BY revision");

  private final long seed = ChaosMode.seed();
  private final Random random = new Random(seed);
  private final ConcurrentClient operator =
      ConcurrentClient.of("shared/operator", new Random(seed));

  /** Whose database, whose files and whose secret. */
  private record TenantDatabase(
      int number, TestDatabase database, Bundle bundle, List<Parameter> parameters) {
    static TenantDatabase of(int number) {
      return new TenantDatabase(
          number,
          SERVER.createDatabase(),
          bundleOf(number),
          List.of(
              new Parameter("tenant", "tenant " + number, false),
              new Parameter("password", "pass-word-" + number, true)));
    }

    /** Everything that a run up, or a run down, leaves in a database. */
    List<String> picture(boolean up) {
      var seen = database.asAdministrator();
      var lines = new ArrayList<>(SchemaSnapshot.of(seen));
      lines.addAll(seen.rows(RECORD));
      if (up) {
        lines.addAll(seen.rows("SELECT * FROM words ORDER BY 1"));
      }
      return lines;
    }
  }

  @Test
  void roundsLeaveEachDatabaseAsIfItWereAlone() {
    System.out.printf("eight databases, seed %d%n", seed);
    var tenants = IntStream.rangeClosed(1, 8).mapToObj(TenantDatabase::of).toList();
    var whole = new LinkedHashMap<TenantDatabase, List<String>>();
    var empty = new LinkedHashMap<TenantDatabase, List<String>>();
    for (var tenant : tenants) {
      requireMigrated(to(tenant, "head"), "alone");
      whole.put(tenant, tenant.picture(true));
      requireMigrated(to(tenant, "base"), "alone");
      empty.put(tenant, tenant.picture(false));
    }
    whole.forEach((tenant, picture) -> namesOnlyItself(tenant, picture));
    var up = new HashSet<TenantDatabase>();

    for (int round = 1; round <= ROUNDS; round++) {
      var context = "round %d, seed %d".formatted(round, seed);
      var runs = new ArrayList<Background<Report>>();
      for (var tenant : tenants) {
        boolean down = !up.add(tenant);
        if (down) {
          up.remove(tenant);
        }
        runs.add(Background.start(() -> to(tenant, down ? "base" : "head")));
      }

      runs.forEach(it -> requireMigrated(it.result(), context));

      var pictures = new LinkedHashMap<TenantDatabase, Background<List<String>>>();
      for (var tenant : tenants) {
        boolean isUp = up.contains(tenant);
        pictures.put(tenant, Background.start(() -> tenant.picture(isUp)));
      }
      pictures.forEach(
          (tenant, picture) ->
              assertThat(picture.result())
                  .as("%s, database %d", context, tenant.number())
                  .isEqualTo((up.contains(tenant) ? whole : empty).get(tenant)));
      // In the next round not all go in the same direction.
      var odd = tenants.get(random.nextInt(tenants.size()));
      requireMigrated(to(odd, up.contains(odd) ? "base" : "head"), context);
      if (!up.remove(odd)) {
        up.add(odd);
      }
    }

    for (var tenant : tenants) {
      assertThat(
              tenant
                  .database()
                  .rows("SELECT DISTINCT author FROM schema_migration.revision_journal"))
          .containsExactly("shared/operator");
    }
  }

  private Report to(TenantDatabase tenant, String target) {
    return operator.migrate(tenant.bundle(), tenant.database(), target, tenant.parameters());
  }

  private static void requireMigrated(Report report, String context) {
    assertThat(report.outcome()).as(context).isEqualTo(new Outcome.Migrated());
  }

  /** Otherwise the comparison above would prove nothing. */
  private static void namesOnlyItself(TenantDatabase tenant, List<String> picture) {
    var text = String.join("\n", picture);
    for (int number = 1; number <= 8; number++) {
      var marks =
          List.of("of_" + number, "word of " + number, "tenant " + number, "pass-word-" + number);
      for (var mark : marks) {
        if (number == tenant.number()) {
          assertThat(text).contains(mark);
        } else {
          assertThat(text).doesNotContain(mark);
        }
      }
    }
  }

  private static Bundle bundleOf(int number) {
    var files = new LinkedHashMap<String, byte[]>();
    put(
        files,
        "1_tables.sql",
        """
        --liquibase formatted sql
        -- revision: 1
        -- down_revision:
        --changeset all:1
        CREATE TABLE of_%1$d (id int PRIMARY KEY, note text DEFAULT '${tenant}');
        CREATE TABLE words (word text, secret text);
        --rollback DROP TABLE words;
        --rollback DROP TABLE of_%1$d;
        """
            .formatted(number));
    put(
        files,
        "2_words.yaml",
        """
        databaseChangeLog:
          - property: {name: where, value: of_%1$d}
          - changeSet:
              id: 2
              author: all
              changes:
                - loadData:
                    file: words.csv
                    tableName: words
                    columns: [{column: {name: word, type: STRING}}]
                - sqlFile: {path: scripts/secret.sql}
                - addColumn:
                    tableName: "${where}"
                    columns: [{column: {name: "added_by_%1$d", type: text}}]
              rollback:
                - sql: DELETE FROM words
                - dropColumn: {tableName: "${where}", columnName: "added_by_%1$d"}
        """
            .formatted(number));
    put(files, "words.csv", "word\nword of %d\n".formatted(number));
    put(
        files,
        "scripts/secret.sql",
        "UPDATE words SET secret = '${password}' -- %d".formatted(number));
    put(
        files,
        "3_index.sql",
        """
        --liquibase formatted sql
        -- revision: 3
        -- down_revision: 2
        --changeset all:3 runInTransaction:false
        CREATE INDEX CONCURRENTLY same_name ON of_%1$d (note, id) WHERE id > %1$d;
        --rollback DROP INDEX CONCURRENTLY same_name;
        """
            .formatted(number));
    return BundleReader.read("same name", files);
  }

  private static void put(LinkedHashMap<String, byte[]> files, String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }
}
