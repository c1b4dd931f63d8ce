package dev.schemamigration.engine.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A failure of a revision in stages names its position, even when a commit fails. */
class StagedRecordPgTest {
  private static final Fault REFUSED =
      new Fault(
          Reason.MigrationFailed,
          "revision 2, commit: insert or update on table \"c\" violates foreign key constraint"
              + " \"c_a_fkey\" (SQLSTATE 23503)");

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  private static Map<String, String> staged(String first) {
    return files(
        "1_p.sql",
        revision(
            "1",
            "",
            "CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE c (a int REFERENCES p DEFERRABLE"
                + " INITIALLY DEFERRED);",
            "DROP TABLE c, p;"),
        "2_c.sql",
        """
        --liquibase formatted sql
        -- revision: 2
        -- down_revision: 1

        --changeset test:2a%s
        INSERT INTO c VALUES (1);
        --rollback DELETE FROM c;
        --changeset test:2b runInTransaction:false
        CREATE INDEX CONCURRENTLY c_a ON c (a);
        --rollback DROP INDEX CONCURRENTLY c_a;
        """
            .formatted(first));
  }

  @Test
  void aStageWhoseCommitIsRefusedIsToldWithItsRevision() {
    assertThat(fixture.migrate(staged(""), "head").fault()).contains(REFUSED);
    fixture.database.execute("INSERT INTO p VALUES (1)");

    assertThat(fixture.migrate(staged(""), "head").heads()).contains(new Heads(List.of("2")));
    assertThat(fixture.database.one("SELECT count(*) FROM c")).isEqualTo("1");
  }

  @Test
  void aStatementWhoseCommitIsRefusedIsToldWithItsRevision() {
    assertThat(fixture.migrate(staged(" runInTransaction:false"), "head").fault())
        .contains(REFUSED);
    fixture.database.execute("INSERT INTO p VALUES (1)");

    assertThat(fixture.migrate(staged(" runInTransaction:false"), "head").heads())
        .contains(new Heads(List.of("2")));
    assertThat(fixture.database.one("SELECT count(*) FROM c")).isEqualTo("1");
  }
}
