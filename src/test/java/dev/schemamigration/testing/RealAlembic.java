package dev.schemamigration.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An environment of the real Alembic over one database. Where Alembic cannot be had the test is
 * skipped, loudly; with {@code CI=true} it fails.
 */
public final class RealAlembic {
  private static final String ENV =
      """
      import os
      from alembic import context
      from sqlalchemy import create_engine, pool
      engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
      with engine.connect() as connection:
          context.configure(connection=connection)
          with context.begin_transaction():
              context.run_migrations()
      """;

  private final Path executable;
  private final Path folder;
  private final TestDatabase database;

  private RealAlembic(Path executable, Path folder, TestDatabase database) {
    this.executable = executable;
    this.folder = folder;
    this.database = database;
  }

  /** An environment without revisions in an empty folder. */
  public static RealAlembic in(Path folder, TestDatabase database) {
    var executable = RealTool.ALEMBIC.executable();
    try {
      Files.writeString(
          folder.resolve("alembic.ini"), "[alembic]\nscript_location = " + folder + "\n");
      Files.writeString(folder.resolve("env.py"), ENV);
      Files.createDirectories(folder.resolve("versions"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RealAlembic(executable, folder, database);
  }

  /**
   * Adds a revision.
   *
   * @param header its Python variables, such as {@code down_revision = 'a'}; those left out are
   *     None
   * @param up SQL; nothing when empty
   * @param down SQL; nothing when empty
   */
  public RealAlembic revision(String id, String header, String up, String down) {
    try {
      Files.writeString(
          folder.resolve("versions").resolve(id + ".py"),
          """
          from alembic import op
          down_revision = None
          branch_labels = None
          depends_on = None
          revision = '%s'
          %s
          def upgrade():
              %s
          def downgrade():
              %s
          """
              .formatted(id, header, statement(up), statement(down)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  private static String statement(String sql) {
    return sql.isEmpty() ? "pass" : "op.get_bind().exec_driver_sql(r'''" + sql + "''')";
  }

  /** Runs a command that must succeed; returns what it printed. */
  public String run(String... arguments) {
    var result = attempt(arguments);
    if (result.exitCode() != 0) {
      throw new AssertionError("alembic " + List.of(arguments) + ": " + result.out());
    }
    return result.out();
  }

  /** Runs a command that may fail. */
  public ProgramResult attempt(String... arguments) {
    var command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of("-c", folder.resolve("alembic.ini").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .put("DATABASE_URL", database.libpqUrl().replace("postgresql:", "postgresql+psycopg2:"));
    return ProgramResult.toEnd(builder);
  }
}
