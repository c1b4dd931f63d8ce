package dev.schemamigration.migration.run;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a revision makes the server send, and nobody reads, takes no memory. */
class UnreadResultsPgTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MOST = 128L << 20;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT repeat('x', 1000) FROM generate_series(1, 300000);",
        "DO $$ BEGIN FOR i IN 1..30000 LOOP RAISE NOTICE '%', repeat('x', 10000); END LOOP; END $$;",
        "DO $$ BEGIN FOR i IN 1..60000 LOOP PERFORM pg_notify('shop', i || repeat('x', 5000));"
            + " END LOOP; END $$;"
      })
  void itIsNotKept(String sql) throws Exception {
    var fixture = new MigrationFixture(TestPostgres.newest().createDatabase());
    var listening = "LISTEN shop;\n" + sql;
    long before = THREADS.getCurrentThreadAllocatedBytes();

    fixture.migrate(files("1_much.sql", revision("1", "", listening, "SELECT 1;")), "head");

    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST);
    assertThat(fixture.database.one("SELECT revision FROM schema_migration.revision_archive"))
        .isEqualTo("1");
  }
}
