package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.RealAlembic;
import dev.schemamigration.testing.RealTool;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph of the real Alembic, imported, builds what Alembic builds. */
class ImportFromAlembicPgTest {
  /** As Alembic's own template has it, with the offline mode. */
  private static final String ENV =
      """
      import os
      from alembic import context
      from sqlalchemy import create_engine, pool
      if context.is_offline_mode():
          context.configure(url="postgresql://", literal_binds=True,
                            dialect_opts={"paramstyle": "named"}, transaction_per_migration=True)
          with context.begin_transaction():
              context.run_migrations()
      else:
          engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
          with engine.connect() as connection:
              context.configure(connection=connection, transaction_per_migration=True)
              with context.begin_transaction():
                  context.run_migrations()
      """;

  @TempDir Path folder;

  @Test
  void aGraphIsImportedWithItsBranchesAndMerges() throws IOException {
    var theirs = TestPostgres.newest().createDatabase();
    var ours = TestPostgres.newest().createDatabase();
    var source = Files.createDirectory(folder.resolve("source"));
    var alembic = RealAlembic.in(source, theirs);
    Files.writeString(source.resolve("env.py"), ENV);
    revision(
        source,
        "aaaa1",
        "",
        "The first: it's %s",
        "op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), sa.Column('note',"
            + " sa.Text, server_default='a;b %(x)s :y ${z}'))",
        "op.drop_table('t')");
    revision(
        source,
        "bbbb1",
        "down_revision = 'aaaa1'\nbranch_labels = ('left',)",
        "left",
        "op.execute('CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END"
            + " $$')",
        "op.execute('DROP FUNCTION f()')");
    revision(
        source,
        "cccc1",
        "down_revision = 'aaaa1'",
        "right",
        "with op.get_context().autocommit_block():\n"
            + "        op.create_index('t_note', 't', ['note'], postgresql_concurrently=True)",
        "with op.get_context().autocommit_block():\n        op.drop_index('t_note',"
            + " postgresql_concurrently=True)");
    revision(source, "dddd1", "down_revision = ('bbbb1', 'cccc1')", "merge", "pass", "pass");
    revision(
        source,
        "eeee1",
        "down_revision = None\ndepends_on = 'left'",
        "beside",
        "op.create_table('beside', sa.Column('id', sa.Integer))",
        "op.drop_table('beside')");
    revision(
        source,
        "ffff1",
        "down_revision = 'dddd1'",
        "no way back",
        "op.add_column('t', sa.Column('more', sa.Integer))",
        "raise NotImplementedError('never')");
    alembic.run("upgrade", "heads");
    theirs.execute("DROP TABLE alembic_version");

    var target = folder.resolve("target");
    var imported =
        new CommandLineFixture(folder)
            .with("ALEMBIC", RealTool.ALEMBIC.executable().toString())
            .bare(
                "import",
                source.toString(),
                "--to",
                target.toString(),
                "--database-url",
                creator());

    assertThat(imported.exitCode()).as(imported.out() + imported.err()).isZero();
    assertThat(imported.err()).endsWith("\n6 revisions of alembic are in " + target + ".\n");
    assertThat(imported.out())
        .contains("versions/ffff1.py")
        .contains("it cannot be undone")
        .endsWith("It builds what the script of alembic upgrade heads --sql builds.\n");
    var terminal = new CommandLineFixture(folder).on(ours);
    assertThat(terminal.bare("upgrade", "heads", "--source=" + target).exitCode()).isZero();
    assertThat(SchemaSnapshot.of(ours)).isEqualTo(SchemaSnapshot.of(theirs));
    assertThat(terminal.bare("heads", "--source=" + target).out())
        .contains("ffff1")
        .contains("eeee1");
    assertThat(Files.readString(file(target, "eeee1"))).contains("-- depends_on: ");
    assertThat(Files.readString(file(target, "bbbb1"))).contains("-- branch_labels: left\n");
    assertThat(Files.readString(file(target, "cccc1"))).contains("runInTransaction:false");
    assertThat(terminal.bare("downgrade", "dddd1", "--source=" + target).exitCode()).isEqualTo(4);
  }

  private static String creator() {
    var database = TestPostgres.newest().createDatabase();
    database.mayCreateDatabases();
    return database.libpqUrl();
  }

  private static Path file(Path target, String id) throws IOException {
    try (var files = Files.list(target)) {
      return files
          .filter(it -> it.getFileName().toString().startsWith(id))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void revision(
      Path source, String id, String header, String message, String up, String down)
      throws IOException {
    Files.writeString(
        source.resolve("versions").resolve(id + ".py"),
        """
        \"""%s\"""
        from alembic import op
        import sqlalchemy as sa
        revision = '%s'
        down_revision = None
        branch_labels = None
        depends_on = None
        %s
        def upgrade():
            %s
        def downgrade():
            %s
        """
            .formatted(message, id, header, up, down));
  }
}
