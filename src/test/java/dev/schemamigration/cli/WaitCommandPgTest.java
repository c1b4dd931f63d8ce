package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an init container asks, with the rights of an application and without revision files. */
class WaitCommandPgTest {
  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private final String application = database.user() + "_app";
  private CommandLineFixture owner;

  @BeforeEach
  void writeTheFiles() {
    owner =
        new CommandLineFixture(folder)
            .on(database)
            .table("001", "down_revision:")
            .table("abcd1", "down_revision: 001\nbranch_labels: billing")
            .table("abcd2", "down_revision: abcd1");
    database
        .asAdministrator()
        .execute("CREATE ROLE " + application + " LOGIN PASSWORD '" + database.password() + "'");
  }

  @Test
  void aRevisionThatIsAppliedIsReadyAlsoWhereTheDatabaseIsFurther() {
    upgrade("abcd2");

    for (var name : new String[] {"001", "abcd1", "abcd2", "billing", "base"}) {
      var ended = bare("wait", "--at-least", name);
      assertThat(ended.err()).isEqualTo("The database stands at abcd2.\n");
      assertThat(ended.exitCode()).isZero();
      assertThat(bare("compatible", name).exitCode()).isZero();
    }
    assertThat(bare("wait", "--at-least", "001", "-o", "json").out())
        .isEqualTo(
            """
            {
              "ready" : true,
              "revisions" : [ "001" ],
              "currentRevision" : "abcd2"
            }
            """);
  }

  @Test
  void itWaitsForTheTablesTheRightAndTheRevision() {
    var waiting =
        Background.start(
            () -> bare("wait", "--at-least", "abcd1", "--interval", "50ms", "--timeout", "2m"));
    await().until(() -> !database.asAdministrator().rows(SESSIONS).isEmpty());
    upgrade("001");
    upgrade("abcd1");

    var ended = waiting.result();
    assertThat(ended.err())
        .startsWith("Waiting for abcd1: the database stands at base\n")
        .endsWith("The database stands at abcd1.\n");
    assertThat(ended.exitCode()).isZero();
  }

  private static final String SESSIONS =
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND usename LIKE '%_app'";

  @Test
  void theTimeIsOverWithThree() {
    upgrade("001");

    var ended = bare("wait", "--at-least", "abcd1", "--timeout", "100ms", "--interval", "30ms");

    assertThat(ended.err())
        .isEqualTo(
            "Waiting for abcd1: the database stands at 001\n"
                + "schemactl: the time is over and abcd1 is not applied: the database stands at"
                + " 001\n");
    assertThat(ended.exitCode()).isEqualTo(3);
    var compatible = bare("compatible", "abcd1", "-o", "json");
    assertThat(compatible.exitCode()).isEqualTo(3);
    assertThat(compatible.out())
        .isEqualTo(
            """
            {
              "compatible" : false,
              "why" : "the database stands at 001"
            }
            """);
    assertThat(compatible.err())
        .isEqualTo("Not compatible with abcd1, which is not applied: the database stands at 001\n");
  }

  @Test
  void aServerAndADatabaseThatAreMissingAreWaitedFor() {
    for (var url :
        new String[] {
          "postgresql://nobody@127.0.0.1:1/nowhere",
          database.libpqUrl().replaceAll("/[^/]+$", "/gone")
        }) {
      var ended =
          new CommandLineFixture(folder)
              .with("DATABASE_URL", url)
              .bare("wait", "--at-least", "001", "--timeout", "60ms", "--interval", "20ms");
      assertThat(ended.err()).startsWith("Waiting for 001: ");
      assertThat(ended.exitCode()).isEqualTo(3);
    }
  }

  @Test
  void whatWaitingDoesNotHelpEndsItAtOnce() {
    var ended =
        new CommandLineFixture(folder)
            .with("DATABASE_URL", database.libpqUrl().replace(":secret", ":wrong"))
            .bare("wait", "--at-least", "001");

    assertThat(ended.err()).startsWith("schemactl: ").contains("authentication");
    assertThat(ended.exitCode()).isEqualTo(1);
  }

  @Test
  void withFilesTheTargetIsLookedUpInThem() {
    upgrade("001");

    var ended = owner.run("wait", "--at-least", "head", "--timeout", "50ms", "--interval", "20ms");
    assertThat(ended.exitCode()).isEqualTo(3);
    upgrade("abcd2");
    assertThat(owner.run("wait", "--at-least", "head").exitCode()).isZero();
    var unknown = owner.run("wait", "--at-least", "zzz");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("zzz");
  }

  @Test
  void aRevisionThatIsHalfWayIsNotReady() {
    owner.file(
        "h_half.sql",
        """
        --liquibase formatted sql
        -- revision: half
        -- down_revision: abcd2
        --changeset test:a
        CREATE TABLE half (id int);
        --rollback DROP TABLE half;
        --changeset test:b runInTransaction:false
        CREATE INDEX CONCURRENTLY half_width ON half (width);
        --rollback DROP INDEX CONCURRENTLY half_width;
        """);
    owner.run("upgrade", "head");
    grant();

    assertThat(bare("compatible", "half").err())
        .isEqualTo(
            "Not compatible with half, which is not applied: the database stands at abcd2, and half"
                + " is half-way\n");
    assertThat(bare("compatible", "abcd2").exitCode()).isZero();
  }

  private void upgrade(String target) {
    var ended = owner.run("upgrade", target);
    assertThat(ended.exitCode()).as(ended.err()).isZero();
    grant();
  }

  private void grant() {
    database.execute(
        "GRANT USAGE ON SCHEMA schema_migration TO " + application,
        "GRANT SELECT ON ALL TABLES IN SCHEMA schema_migration TO " + application);
  }

  /** As the application, in a folder without files. */
  private CommandLineFixture.Ended bare(String... command) {
    return new CommandLineFixture(folder)
        .with(
            "DATABASE_URL", database.libpqUrl().replace("//" + database.user(), "//" + application))
        .bare(command);
  }
}
