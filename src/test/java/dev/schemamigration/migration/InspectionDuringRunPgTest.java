package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.testing.Background;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An inspection takes no lock; during a run of another process it reads a consistent record. */
class InspectionDuringRunPgTest {
  private static final int REVISIONS = 300;

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void anInspectionDuringARunNeverReportsAHalfReadRecordAsDamaged() throws Exception {
    var namesAndTexts = new ArrayList<String>();
    for (int n = 1; n <= REVISIONS; n++) {
      namesAndTexts.add(n + "_r.sql");
      namesAndTexts.add(revision("" + n, n == 1 ? "" : "" + (n - 1), "SELECT 1;", "SELECT 1;"));
    }
    var files = files(namesAndTexts.toArray(String[]::new));
    fixture.migrate(files, "1");
    var seen = new HashSet<Integer>();
    int inspections = 0;
    try (var session =
        new Connector(Duration.ofSeconds(5))
            .open(fixture.settings(), SessionTimeouts.INSPECTION, "inspection")) {
      var tracking =
          new TrackingTables(session, new Requester("test", 1, "test"), UUID.randomUUID());
      for (var target : List.of("head", "1")) {
        var run = Background.start(() -> fixture.migrate(files, target));
        while (!run.isDone()) {
          var recorded = tracking.read();
          assertThat(recorded.foreignChangesets()).as("inspection " + inspections).isEmpty();
          assertThat(recorded.missingChangesets()).as("inspection " + inspections).isEmpty();
          seen.add(recorded.revisions().size());
          inspections++;
        }
        assertThat(run.result().outcome()).isEqualTo(new Outcome.Migrated());
      }
    }
    assertThat(seen).as("moments seen in " + inspections + " inspections").hasSizeGreaterThan(50);
  }
}
