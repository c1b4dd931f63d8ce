package dev.schemamigration.engine.format;

import static dev.schemamigration.testing.MigrationFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import org.junit.jupiter.api.Test;

class RollbackNormalizerPgTest {
  @Test
  void aRollbackBlockKeepsItsLineBreaks() {
    var fixture = new MigrationFixture(TestPostgres.newest().createDatabase());
    var files =
        files(
            "1_a.sql",
            """
            --liquibase formatted sql
            -- revision: 1
            -- down_revision:

            --changeset test:1
            CREATE TABLE a (id int);
            CREATE TABLE b (id int);
            /* liquibase rollback
            DROP TABLE a; -- the first
            DROP
            TABLE b;
            */
            """);
    fixture.migrate(files, "1");

    var report = fixture.migrate(files, "base");

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(Heads.BASE);
    assertThat(fixture.database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        .isEmpty();
  }
}
