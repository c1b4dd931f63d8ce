package dev.schemamigration.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same files are ordinary changelogs for Liquibase itself, header and all. */
class LiquibaseReadsRevisionFilesTest {
  @TempDir private Path folder;

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  @Test
  void aHeaderInAnyFormatIsACommentForLiquibaseAndAHeaderForUs() throws Exception {
    write(
        "1_a.sql",
        """
        --liquibase formatted sql
        -- Add t.
        --
        -- revision: a
        -- down_revision:
        -- branch_labels:
        -- depends_on:
        -- create_date: 2025-12-31T12:50:00Z
        -- irreversible: false
        -- min_server_version: 13

        --changeset test:1
        SELECT 1;
        """);
    write(
        "2_b.yaml",
        """
        # Add u.
        # revision: b
        # down_revision: a
        databaseChangeLog:
        - changeSet: {id: 2, author: test, changes: [{sql: SELECT 1}]}
        """);
    write(
        "3_c.json",
        """
        # Add v.
        # revision: c
        # down_revision: b
        {"databaseChangeLog": [
          {"changeSet": {"id": "3", "author": "test", "changes": [{"sql": {"sql": "SELECT 1"}}]}}]}
        """);
    write(
        "4_d.xml",
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- Add w.
             revision: d
             down_revision: c -->
        <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
            xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
              http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
          <changeSet id="4" author="test"><sql>SELECT 1</sql></changeSet>
        </databaseChangeLog>
        """);

    assertThat(PlainLiquibase.changeSetsOfAll(folder))
        .containsExactly("1_a.sql::1", "2_b.yaml::2", "3_c.json::3", "4_d.xml::4");
    assertThat(DirectoryReader.read(folder).graph().revisions())
        .extracting(revision -> revision.id() + " " + revision.message())
        .containsExactly("a Add t.", "b Add u.", "c Add v.", "d Add w.");
  }

  @Test
  void sqlThatWeRefuseBecauseLiquibaseSkipsItIsReallySkipped() throws Exception {
    write("1_a.sql", "--liquibase formatted sql\nCREATE TABLE t (a int);\n");

    assertThat(PlainLiquibase.changeSetsOfAll(folder)).isEmpty();
  }

  @Test
  void changesetsThatWeRefuseBecauseLiquibaseDoesNotSeeThemAreReallyOneScript() throws Exception {
    write("1_a.sql", "-- Add t.\n--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n");
    write("2_b.sql", "-- Add t.\n--changeset a:1\nSELECT 1;\n");

    assertThat(PlainLiquibase.changeSetsOfAll(folder))
        .containsExactly("1_a.sql::raw", "2_b.sql::raw");
  }
}
