package dev.schemamigration.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.testing.RealAlembic;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table that Alembic itself writes. */
class AlembicHistoryPgTest {
  private static final String LONGEST = "a_name_that_fills_the_column_now";

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  @TempDir Path folder;
  private RealAlembic alembic;

  @BeforeEach
  void aFork() {
    alembic =
        RealAlembic.in(folder, database)
            .revision("first", "", "", "")
            .revision("left", "down_revision = 'first'", "", "")
            .revision("right", "down_revision = 'first'", "", "")
            .revision(LONGEST, "down_revision = 'left'", "", "");
  }

  @Test
  void whatAlembicRanIsRead() throws Exception {
    alembic.run("upgrade", "left");
    assertThat(versions()).containsExactly("left");

    alembic.run("upgrade", "heads");
    assertThat(versions()).containsExactlyInAnyOrder(LONGEST, "right");

    alembic.run("downgrade", "base");
    assertThat(versions()).isEmpty();
  }

  private List<String> versions() throws SQLException {
    var sessions = new Connector(Duration.ofSeconds(5));
    try (var session = sessions.open(database.settings(), SessionTimeouts.INSPECTION, "test")) {
      var histories = ForeignHistoryReader.read(session).here();
      assertThat(histories).hasSize(1);
      return ((ForeignHistory.Alembic) histories.getFirst()).versions();
    }
  }
}
