package dev.schemamigration.adoption;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.source.BundledDirectories;
import dev.schemamigration.testing.CatalogListing;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RealAlembic;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alembic itself migrates a database; upgrades and downgrades continue from there. */
class AlembicAdoptionPgTest {
  /** 34 characters: longer than Alembic's default column. */
  private static final String LONG = "20260112_a_name_longer_than_column";

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());
  private final Map<String, String> files = files();

  @TempDir Path folder;

  /**
   *
   *
   * <pre>
   * a ── b ─┬─ c1 ─┬─ m ── LONG          (label shop)
   *         └─ c2 ─┘
   * s ── t (depends on c1)               (label stock)
   * </pre>
   */
  private RealAlembic graph() {
    var alembic = RealAlembic.in(folder, fixture.database);
    add(alembic, "a", List.of(), "shop", "");
    add(alembic, "b", List.of("a"), "", "");
    add(alembic, "c1", List.of("b"), "", "");
    add(alembic, "c2", List.of("b"), "", "");
    add(alembic, "m", List.of("c1", "c2"), "", "");
    add(alembic, LONG, List.of("m"), "", "");
    add(alembic, "s", List.of(), "stock", "");
    add(alembic, "t", List.of("s"), "", "c1");
    return alembic;
  }

  /** The same revision for both: a table of its name; merges do nothing. */
  private void add(
      RealAlembic alembic, String id, List<String> parents, String label, String dependency) {
    boolean merge = parents.size() > 1;
    var up = merge ? "" : "CREATE TABLE \"t_" + id + "\" (id int PRIMARY KEY)";
    var down = merge ? "" : "DROP TABLE \"t_" + id + "\"";
    var header = new ArrayList<String>();
    if (!parents.isEmpty()) {
      header.add("down_revision = ('" + String.join("', '", parents) + "',)");
    }
    if (!label.isEmpty()) {
      header.add("branch_labels = ('" + label + "',)");
    }
    if (!dependency.isEmpty()) {
      header.add("depends_on = '" + dependency + "'");
    }
    alembic.revision(id, String.join("\n", header), up, down);
    files.put(
        id + ".sql",
        """
        --liquibase formatted sql
        -- revision: %s
        -- down_revision: %s
        -- branch_labels: %s
        -- depends_on: %s
        %s
        """
            .formatted(
                id,
                String.join(", ", parents),
                label,
                dependency,
                merge ? "" : "--changeset test:" + id + "\n" + up + ";\n--rollback " + down + ";"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "upgrade a             |                      | a",
        "upgrade c1            |                      | c1",
        "upgrade c1            | upgrade c2           | c1,c2",
        "upgrade m             |                      | m",
        "upgrade m             | downgrade c1         | c1,c2",
        "upgrade m             | downgrade b          | b",
        "upgrade shop@b        | upgrade stock@s      | b,s",
        "upgrade t             |                      | t",
        "upgrade t             | upgrade c2           | c2,t",
        "upgrade t             | upgrade heads        | " + LONG + ",t",
        "upgrade heads         | downgrade shop@m     | m,t",
      })
  void whereverAlembicWentTheDatabaseGoesOnAndBack(String first, String second, String heads) {
    var alembic = graph();
    // Alembic's default column holds 32 characters; longer ids need a wider one.
    fixture.database.execute(
        "CREATE TABLE alembic_version (version_num varchar(255) NOT NULL PRIMARY KEY)");
    for (var command : second == null ? List.of(first) : List.of(first, second)) {
      alembic.run(command.split(" "));
    }
    var rows = fixture.database.rows("SELECT version_num FROM alembic_version ORDER BY 1");

    var inspection = fixture.migration.inspect(fixture.request(files, "heads"));
    assertThat(inspection.fault()).isEmpty();
    assertThat(inspection.heads().orElseThrow()).hasToString(heads);

    var up = fixture.migrate(files, "heads");

    assertThat(up.fault()).isEmpty();
    assertThat(up.heads()).contains(new Heads(List.of(LONG, "t")));
    assertThat(tables()).containsExactlyElementsOf(freshTables());

    var down = fixture.migrate(files, "base");

    assertThat(down.fault()).isEmpty();
    assertThat(down.heads()).contains(Heads.BASE);
    assertThat(tables()).isEmpty();
    assertThat(fixture.database.rows("SELECT version_num FROM alembic_version ORDER BY 1"))
        .isEqualTo(rows);
  }

  @Test
  void whatWasOnlyStampedInAlembicCountsToo() {
    var alembic = graph();
    alembic.run("stamp", "m");
    alembic.run("stamp", "--purge", "c2", "s");

    assertThat(fixture.migrate(files, "c2, s").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(fixture.database.rows("SELECT detail FROM schema_migration.revision_journal"))
        .containsExactly("Alembic (public.alembic_version): c2,s");
  }

  @Test
  void anEmptyTableOfAlembicMeansBaseAsItDoesToAlembic() {
    var alembic = graph();
    alembic.run("upgrade", "b");
    alembic.run("downgrade", "base");

    var up = fixture.migrate(files, "b");

    assertThat(up.fault()).isEmpty();
    assertThat(fixture.started).containsExactly("UPGRADE a", "UPGRADE b");
    assertThat(events()).doesNotContain("ADOPTED");
  }

  @Test
  void alembicNoticesNothingOfWhatIsDoneAfterItAndDoesNoHarm() {
    var alembic = graph();
    alembic.run("upgrade", "b");
    assertThat(fixture.migrate(files, "c1").fault()).isEmpty();
    var before = SchemaSnapshot.of(fixture.database);

    assertThat(alembic.run("current")).contains("b").doesNotContain("c1");
    var again = alembic.attempt("upgrade", "c1");

    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.out()).contains("DuplicateTable", "relation \"t_c1\" already exists");
    assertThat(SchemaSnapshot.of(fixture.database)).isEqualTo(before);
    assertThat(settled("c1")).isTrue();
  }

  @Test
  void theTableOfAlembicMayBeDroppedOnceItsHistoryIsAdopted() {
    graph().run("upgrade", "b");
    assertThat(fixture.migrate(files, "b").fault()).isEmpty();

    fixture.database.execute("DROP TABLE alembic_version");

    assertThat(settled("b")).isTrue();
    assertThat(fixture.migrate(files, "base").heads()).contains(Heads.BASE);
    assertThat(tables()).isEmpty();
  }

  /** The set-up that the bundled directory replaces: the same 001 as an Alembic revision. */
  @Test
  void aDatabaseAtAlembics001GoesOnToThe002OfTheBundledDirectoryAndDownToBase() {
    var bundle = BundledDirectories.read("spot-optimizer");
    var initial = bundle.find("001").orElseThrow().content();
    var statements =
        initial.substring(initial.indexOf("CREATE TYPE"), initial.indexOf("--rollback"));
    RealAlembic.in(folder, fixture.database)
        .revision("001", "", statements, "")
        .revision("002", "down_revision = '001'", "SELECT broken", "")
        .run("upgrade", "001");
    var bundled = fixture.request(bundle, "002");

    var up = fixture.migrate(bundled);

    assertThat(up.fault()).isEmpty();
    assertThat(up.heads()).contains(new Heads(List.of("002")));
    assertThat(fixture.started).containsExactly("UPGRADE 002");
    var catalogue = new CatalogListing(fixture.database);
    assertThat(withoutAlembic(catalogue.columns()))
        .isEqualTo(CatalogListing.expected("columns.tsv"));
    assertThat(withoutAlembic(catalogue.indexes()))
        .isEqualTo(CatalogListing.expected("indexes.tsv"));
    assertThat(fixture.database.one("SELECT count(*) FROM users")).isEqualTo("1");
    assertThat(fixture.database.one("SELECT count(*) FROM node_templates")).isEqualTo("4");

    var down = fixture.migrate(fixture.request(bundle, "base"));

    assertThat(down.fault()).isEmpty();
    assertThat(catalogue.everything()).isNotEmpty().allMatch(it -> it.contains("alembic_version"));
  }

  private boolean settled(String target) {
    return fixture
        .migration
        .inspect(fixture.request(files, target))
        .outcome()
        .equals(new Outcome.Settled());
  }

  private List<String> events() {
    return fixture.database.rows("SELECT event FROM schema_migration.revision_journal ORDER BY id");
  }

  private List<String> tables() {
    return fixture.database.rows(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            + " AND tablename <> 'alembic_version' ORDER BY 1");
  }

  private List<String> freshTables() {
    var fresh = new MigrationFixture(TestPostgres.newest().createDatabase());
    assertThat(fresh.migrate(files, "heads").fault()).isEmpty();
    var tables =
        new ArrayList<>(
            fresh.database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"));
    Collections.sort(tables);
    return tables;
  }

  private static List<String> withoutAlembic(List<String> lines) {
    return lines.stream().filter(it -> !it.startsWith("alembic_version\t")).toList();
  }
}
