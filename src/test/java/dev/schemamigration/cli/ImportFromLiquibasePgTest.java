package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.RealLiquibase;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changelogs below a master, imported, build what the real Liquibase builds. */
class ImportFromLiquibasePgTest {
  @TempDir Path folder;

  @Test
  void theIncludedChangelogsBecomeRevisionsInTheirOrder() throws IOException {
    var source = folder.resolve("source");
    write(
        source.resolve("master.xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
          <include file="z-first.xml" relativeToChangelogFile="true"/>
          <include file="nested/all.yaml"/>
        </databaseChangeLog>
        """);
    write(
        source.resolve("z-first.xml"),
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
          <changeSet id="1" author="ada">
            <createTable tableName="t"><column name="id" type="int"/></createTable>
          </changeSet>
        </databaseChangeLog>
        """);
    write(
        source.resolve("nested/all.yaml"),
        """
        databaseChangeLog:
          - include: {file: b.sql, relativeToChangelogFile: true}
          - includeAll: {path: more, relativeToChangelogFile: true}
        """);
    write(
        source.resolve("nested/b.sql"),
        """
        --liquibase formatted sql
        --changeset ada:2
        CREATE VIEW v AS SELECT id FROM t;
        --rollback DROP VIEW v;
        """);
    write(
        source.resolve("nested/more/a.yaml"),
        """
        databaseChangeLog:
          - changeSet:
              id: 3
              author: ada
              changes:
                - addColumn: {tableName: t, columns: [{column: {name: note, type: text}}]}
        """);
    write(source.resolve("unused.sql"), "--liquibase formatted sql\n--changeset a:9\nSELECT 1;\n");
    var theirs = TestPostgres.newest().createDatabase();
    RealLiquibase.in(source, theirs).update("master.xml");
    theirs.execute("DROP TABLE databasechangelog", "DROP TABLE databasechangeloglock");
    var ours = TestPostgres.newest().createDatabase();
    var target = folder.resolve("target");

    var imported =
        new CommandLineFixture(folder)
            .bare("import", source.toString(), "--to", target.toString(), "--no-verify");

    assertThat(imported.exitCode()).as(imported.out() + imported.err()).isZero();
    assertThat(imported.out())
        .isEqualTo(
            """
            master.xml is passed over: its order is that of the revisions
            nested/all.yaml is passed over: its order is that of the revisions
            nested/b.sql -> b.sql
            nested/more/a.yaml -> a.yaml
            unused.sql is passed over: no master changelog includes it
            z-first.xml -> z-first.xml
            """);
    var terminal = new CommandLineFixture(folder).on(ours);
    var upgraded = terminal.bare("upgrade", "head", "--source=" + target);
    assertThat(upgraded.exitCode()).as(upgraded.err()).isZero();
    assertThat(SchemaSnapshot.of(ours)).isEqualTo(SchemaSnapshot.of(theirs));
    assertThat(terminal.bare("downgrade", "base", "--source=" + target).exitCode()).isZero();
    assertThat(SchemaSnapshot.of(ours)).isEmpty();
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
