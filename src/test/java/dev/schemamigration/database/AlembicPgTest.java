package dev.schemamigration.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real Alembic leaves behind, where it is installed (pip install alembic psycopg2). */
class AlembicPgTest {
  private final TestDatabase database = TestPostgres.newest().createDatabase();
  @TempDir Path folder;

  @BeforeEach
  void alembicIsInstalled() {
    assumeTrue(
        executable().isPresent(),
        "SKIPPED: no alembic on the path; ForeignHistoryPgTest makes its table in its stead");
  }

  @Test
  void whatAlembicRanIsRead() throws Exception {
    var longest = "a_name_that_fills_the_column_now";
    history(longest);

    alembic("upgrade", "left");
    assertThat(versions()).containsExactly("left");

    alembic("upgrade", "heads");
    assertThat(versions()).containsExactlyInAnyOrder(longest, "right");

    alembic("downgrade", "base");
    assertThat(versions()).isEmpty();
  }

  private List<String> versions() throws SQLException {
    try (var connection = database.connect()) {
      var histories = ForeignHistoryReader.read(connection, "public", "schema_migration");
      assertThat(histories).hasSize(1);
      return ((ForeignHistory.Alembic) histories.getFirst()).versions();
    }
  }

  private void history(String tip) throws IOException {
    Files.writeString(folder.resolve("alembic.ini"), "[alembic]\nscript_location = " + folder);
    Files.writeString(
        folder.resolve("env.py"),
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine
        with create_engine(os.environ["URL"]).connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    Files.createDirectory(folder.resolve("versions"));
    revision("first", "None");
    revision("left", "'first'");
    revision("right", "'first'");
    revision(tip, "'left'");
  }

  private void revision(String id, String parent) throws IOException {
    Files.writeString(
        folder.resolve("versions").resolve(id + ".py"),
        """
        revision = '%s'
        down_revision = %s
        def upgrade(): pass
        def downgrade(): pass
        """
            .formatted(id, parent));
  }

  private void alembic(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(executable().orElseThrow().toString()));
    command.addAll(List.of("-c", folder.resolve("alembic.ini").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .put("URL", database.libpqUrl().replace("postgresql:", "postgresql+psycopg2:"));
    var running = builder.start();
    var output = new String(running.getInputStream().readAllBytes());
    assertThat(running.waitFor()).as(output).isZero();
  }

  private static Optional<Path> executable() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(it -> Path.of(it, "alembic"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
