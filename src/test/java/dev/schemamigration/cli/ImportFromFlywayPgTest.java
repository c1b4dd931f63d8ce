package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of Flyway, imported, build what the real Flyway builds. */
class ImportFromFlywayPgTest {
  @TempDir Path folder;

  @Test
  void versionsRepeatableFilesAndPlaceholdersMeanWhatTheyMeanToFlyway() throws IOException {
    var source = Files.createDirectory(folder.resolve("source"));
    var files =
        Map.of(
            "V1__first.sql", "CREATE TABLE t (id int, note text DEFAULT '${word}');\n",
            "V1.10__third.sql", "ALTER TABLE t ADD COLUMN c int;\n",
            "V1_2__second.sql",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; -- rollback\n$$;\n",
            "V2__vacuum.sql", "VACUUM t;\n",
            "V2__vacuum.sql.conf", "executeInTransaction=false\n",
            "R__view.sql", "CREATE OR REPLACE VIEW v AS SELECT id, c FROM t;\n");
    for (var file : files.entrySet()) {
      Files.writeString(source.resolve(file.getKey()), file.getValue());
    }
    var theirs = TestPostgres.newest().createDatabase();
    Flyway.configure()
        .dataSource(theirs.jdbcUrl(), theirs.user(), theirs.password())
        .locations("filesystem:" + source)
        .placeholders(Map.of("word", "hers"))
        .placeholderReplacement(true)
        .load()
        .migrate();
    theirs.execute("DROP TABLE flyway_schema_history");
    var ours = TestPostgres.newest().createDatabase();
    var target = folder.resolve("target");

    var imported =
        new CommandLineFixture(folder)
            .bare("import", source.toString(), "--to", target.toString(), "--no-verify");

    assertThat(imported.exitCode()).as(imported.out() + imported.err()).isZero();
    assertThat(imported.out())
        .contains("V1__first.sql -> 1_first.sql: nothing undoes it; needs the parameters word");
    var terminal = new CommandLineFixture(folder).on(ours);
    var upgraded = terminal.bare("upgrade", "head", "--source=" + target, "-P", "word=hers");
    assertThat(upgraded.exitCode()).as(upgraded.err()).isZero();
    assertThat(SchemaSnapshot.of(ours)).isEqualTo(SchemaSnapshot.of(theirs));
  }
}
