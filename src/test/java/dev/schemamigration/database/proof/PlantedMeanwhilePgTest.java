package dev.schemamigration.database.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.testing.Intruder;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Somebody who may create schemas makes and drops tracking tables that run code, over and over,
 * while a superuser looks: there are moments when the proof finds nothing and the query would.
 */
class PlantedMeanwhilePgTest {
  private static final int LOOKS = 500;

  private static final String PLANT =
      "CREATE SCHEMA schema_migration;"
          + " CREATE VIEW schema_migration.revision_archive AS SELECT ''::text revision, ''::text"
          + " state, NULL::uuid attempt, ''::text path, ''::text sha256, false irreversible,"
          + " '{}'::text[] changesets, '{}'::text[] down_revisions, '{}'::text[] branch_labels,"
          + " '{}'::text[] depends_on, ''::text message, 1::bigint applied_order WHERE evil.rise();"
          + " CREATE VIEW schema_migration.databasechangelog AS SELECT ''::varchar filename,"
          + " ''::varchar id, ''::varchar author, 1 orderexecuted, ''::varchar exectype WHERE"
          + " evil.rise();"
          + " CREATE VIEW schema_migration.tracking_owner AS SELECT ''::text migrated_schema,"
          + " ''::text target, ''::text installation, ''::text namespace, ''::text \"name\","
          + " ''::text uid WHERE evil.rise();"
          + " CREATE TABLE schema_migration.revision_journal ()";

  @Test
  void whatComesBetweenTheProofAndTheQueryIsNotRead() throws Exception {
    var database = TestPostgres.newest().createDatabase();
    var intruder = Intruder.in(database);
    intruder.arm();
    var over = new AtomicBoolean();
    var planting = Thread.ofPlatform().start(() -> plant(database, intruder, over));

    int free = 0;
    int refused = 0;
    try (var session =
        new Connector(Duration.ofSeconds(30))
            .open(
                new MigrationFixture(database.asAdministrator()).settings(),
                SessionTimeouts.INSPECTION,
                "test")) {
      var tracking =
          new TrackingTables(session, new Requester("shop/app", 1, "test"), UUID.randomUUID());
      for (int look = 0; look < LOOKS; look++) {
        try {
          free += tracking.read().installed() ? 0 : 1;
        } catch (TamperedException e) {
          refused++;
        } catch (SQLException e) {
          // what was found has gone meanwhile
        }
      }
    } finally {
      over.set(true);
      planting.join();
    }

    assertThat(intruder.rose()).isFalse();
    assertThat(free).as("looks that found nothing").isPositive();
    assertThat(refused).as("looks that found what was planted").isPositive();
  }

  private static void plant(TestDatabase database, Intruder intruder, AtomicBoolean over) {
    try (var connection = database.asAdministrator().connect();
        var statement = connection.createStatement()) {
      statement.execute("SET ROLE " + intruder.role());
      while (!over.get()) {
        statement.execute(PLANT);
        statement.execute("DROP SCHEMA schema_migration CASCADE");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
