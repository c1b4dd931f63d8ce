package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.RealLiquibase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The texts recorded for a changeset are those that Liquibase records. */
class RecordedTextsPgTest {
  private static final String TEXTS =
      "SELECT id, description, comments, contexts, labels FROM %s.databasechangelog ORDER BY"
          + " orderexecuted";

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @TempDir private Path folder;

  @Test
  void aLongTextIsCutWhereLiquibaseCutsIt() {
    var sql =
        """
        --liquibase formatted sql
        --changeset m:fits context:a labels:b
        --comment %s
        CREATE TABLE fits ();
        --changeset m:cut context:%s labels:%s
        --comment %s
        CREATE TABLE cut ();
        """
            .formatted("c".repeat(250), "x".repeat(251), "y".repeat(251), "c".repeat(251));
    var theirs = TestPostgres.newest().createDatabase();
    var liquibase = RealLiquibase.in(folder, theirs);
    liquibase.write("1_long.sql", sql);
    liquibase.update("1_long.sql");

    assertThat(fixture.migrate(files("1_long.sql", sql), "head").fault()).isEmpty();

    assertThat(fixture.database.rows(TEXTS.formatted("schema_migration")))
        .hasSize(2)
        .isEqualTo(theirs.rows(TEXTS.formatted("public")));
  }
}
