package dev.schemamigration.source.file;

import static dev.schemamigration.source.SourceFiles.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.source.RevisionFile;
import dev.schemamigration.source.SourceFiles;
import dev.schemamigration.source.fault.SourceException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderParserTest {

  private static RevisionFile only(SourceFiles files) {
    var read = files.read().files();
    assertThat(read).hasSize(1);
    return read.getFirst();
  }

  @Test
  void aSqlHeaderGivesEveryKey() {
    var file =
        only(
            files()
                .with(
                    "whatever.sql",
                    """
                    --liquibase formatted sql
                    -- Initial schema: 13 tables, 12 enums.
                    --
                    -- revision: 003
                    -- down_revision: 001, 002
                    -- branch_labels: billing, two-words
                    -- depends_on: 9f2c, search
                    -- create_date: 2025-12-31T12:50:00Z
                    -- irreversible: true
                    -- min_server_version: 14

                    --changeset test:003
                    SELECT 1;
                    """));

    assertThat(file.revision())
        .isEqualTo(
            new Revision(
                "003",
                List.of("001", "002"),
                List.of("billing", "two-words"),
                List.of("9f2c", "search"),
                "Initial schema: 13 tables, 12 enums."));
    assertThat(file.createDate()).contains(Instant.parse("2025-12-31T12:50:00Z"));
    assertThat(file.irreversible()).isTrue();
    assertThat(file.minServerVersion()).hasValue(14);
    assertThat(file.format()).isEqualTo(RevisionFormat.SQL);
    assertThat(file.path()).isEqualTo("whatever.sql");
  }

  @Test
  void windowsLineEndsAByteOrderMarkTabsAndTrailingBlanksChangeNothing() {
    var file =
        only(
            files()
                .with(
                    "x.sql",
                    "\uFEFF--liquibase formatted sql\r\n--\tAdd t.\t \r\n--revision:\ta1 \r\n"
                        + "--   down_revision :  \t\r\n--changeset test:1\r\nSELECT 1;\r\n"));

    assertThat(file.revision())
        .isEqualTo(new Revision("a1", List.of(), List.of(), List.of(), "Add t."));
    assertThat(file.content()).startsWith("--liquibase");
  }

  @Test
  void aSqlBlockCommentAtTheTopIsReadLikeCommentLines() {
    var file =
        only(
            files()
                .with(
                    "x.sql",
                    """
                    --liquibase formatted sql
                    /*
                     * Add t.
                     * revision: a1
                     * down_revision:
                     */
                    --changeset test:1
                    SELECT 1;
                    """));

    assertThat(file.revision())
        .isEqualTo(new Revision("a1", List.of(), List.of(), List.of(), "Add t."));
  }

  @Test
  void aPlainSqlScriptMayHaveAHeaderToo() {
    var file = only(files().with("x.sql", "-- revision: a1\n-- down_revision:\nSELECT 1;\n"));

    assertThat(file.id()).isEqualTo("a1");
  }

  @Test
  void aYamlHeaderIsInHashComments() {
    var file =
        only(
            files()
                .with(
                    "x.yml",
                    """
                    ---
                    # Add t.
                    # revision: a1
                    # down_revision:
                    databaseChangeLog:
                      - changeSet: {id: 1, author: test, changes: [{sql: SELECT 1}]}
                    """));

    assertThat(file.revision())
        .isEqualTo(new Revision("a1", List.of(), List.of(), List.of(), "Add t."));
    assertThat(file.format()).isEqualTo(RevisionFormat.YAML);
  }

  @Test
  void aJsonHeaderIsInHashCommentsAboveTheObject() {
    var file =
        only(
            files()
                .with(
                    "x.json",
                    """
                    # Add t.
                    # revision: a1
                    # down_revision:
                    {"databaseChangeLog": [{"changeSet": {"id": "1", "author": "test"}}]}
                    """));

    assertThat(file.revision())
        .isEqualTo(new Revision("a1", List.of(), List.of(), List.of(), "Add t."));
    assertThat(file.format()).isEqualTo(RevisionFormat.JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <!--
          Add t.

          revision: a1
          down_revision: a0
        -->
        <databaseChangeLog><changeSet id="1" author="test"/></databaseChangeLog>
        """,
        """
        <!-- Add t. --> <!-- revision: a1 -->
        <!-- down_revision: a0 -->
        <databaseChangeLog><changeSet id="1" author="test"/></databaseChangeLog>
        """
      })
  void anXmlHeaderIsInOneCommentOrInSeveral(String content) {
    var file = only(files().with("x.xml", content));

    assertThat(file.revision())
        .isEqualTo(new Revision("a1", List.of("a0"), List.of(), List.of(), "Add t."));
    assertThat(file.format()).isEqualTo(RevisionFormat.XML);
  }

  @Test
  void theMessageMayBeDeclaredWhenItWouldBeTakenForSomethingElse() {
    var file =
        only(
            files()
                .withHeader(
                    "x.sql",
                    "-- A first line.",
                    "-- revision: a",
                    "-- message: revision: the second"));

    assertThat(file.revision().message()).isEqualTo("revision: the second");
  }

  @Test
  void linesThatSayNothingAboutTheChangeAreNotTheMessage() {
    var file =
        only(
            files()
                .withHeader(
                    "x.sql",
                    "-- ======",
                    "-- SPDX-License-Identifier: Apache-2.0",
                    "-- Copyright of somebody",
                    "-- Add t.",
                    "-- revision: a"));

    assertThat(file.revision().message()).isEqualTo("Add t.");
  }

  @ParameterizedTest
  @CsvSource({
    "2025-12-31T12:50:00Z, 2025-12-31T12:50:00Z",
    "2025-12-31T12:50:00+01:00, 2025-12-31T11:50:00Z",
    "2025-12-31 12:50:00.123456, 2025-12-31T12:50:00.123456Z",
    "2025-12-31 12:50:00+00:00, 2025-12-31T12:50:00Z",
    "2025-12-31T12:50, 2025-12-31T12:50:00Z",
    "2025-12-31, 2025-12-31T00:00:00Z"
  })
  void aDateIsReadAsAlembicOrIsoWritesIt(String written, Instant meant) {
    var file = only(files().withHeader("a.sql", "-- create_date: " + written));

    assertThat(file.createDate()).contains(meant);
  }

  @Test
  void emptyValuesOfATemplateSayNothing() {
    var file =
        only(
            files()
                .withHeader(
                    "a.sql",
                    "-- revision: a",
                    "-- down_revision:",
                    "-- branch_labels:",
                    "-- depends_on:",
                    "-- create_date:"));

    assertThat(file.revision()).isEqualTo(new Revision("a", List.of(), List.of(), List.of(), ""));
    assertThat(file.createDate()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-- Note: the first table of many",
        "-- Version: 14 and up",
        "-- see https://example.org/revision: it explains",
        "-- division: sales",
        "-- irreversible change of the prices",
        "-- message of the day",
        "-- down the road: revision"
      })
  void ordinaryCommentsAreNoHeaderKeys(String line) {
    var file = only(files().withHeader("a_b.sql", line));

    assertThat(file.id()).isEqualTo("a");
    assertThat(file.revision().message()).isEqualTo(line.substring(3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          down_revison: 001 | "down_revison:" is not a header key; write "down_revision:" if that is meant, else reword the comment
          Revision: 001 | "Revision:" is not a header key; write "revision:" if that is meant, else reword the comment
          revison: 001 | "revison:" is not a header key; write "revision:" if that is meant, else reword the comment
          Revision ID: ae1027 | "Revision ID:" is not a header key; write "revision:" if that is meant, else reword the comment
          Revises: ae1027 | "Revises:" is not a header key; write "down_revision:" if that is meant, else reword the comment
          Create Date: 2025-12-31 | "Create Date:" is not a header key; write "create_date:" if that is meant, else reword the comment
          depends-on: 001 | "depends-on:" is not a header key; write "depends_on:" if that is meant, else reword the comment
          irreversable: true | "irreversable:" is not a header key; write "irreversible:" if that is meant, else reword the comment
          branch_label: x | "branch_label:" is not a header key; write "branch_labels:" if that is meant, else reword the comment
          revision = '001' | "revision" has no colon; write "revision: …" if the header key is meant, else reword the comment
          down_revision 001 | "down_revision" has no colon; write "down_revision: …" if the header key is meant, else reword the comment
          revision 001 | "revision" has no colon; write "revision: …" if the header key is meant, else reword the comment
          irreversible | "irreversible" has no colon; write "irreversible: …" if the header key is meant, else reword the comment
          revision: | revision has no value; write an id, or take the line out to use the file name
          revision: 0 1 | revision "0 1" contains a blank; use letters, digits, "_" and "." only
          revision: 2025-01 | revision "2025-01" contains "-"; use letters, digits, "_" and "." only
          revision: 'a' | revision "'a'" contains a quotation mark; use letters, digits, "_" and "." only
          revision: head | revision "head" is a word of the target grammar; use letters, digits, "_" and "." only
          down_revision: 001,,002 | down_revision has an empty entry in "001,,002"; separate entries by one comma each
          down_revision: 001 002 | down_revision "001 002" contains a blank; use letters, digits, "_" and "." only
          down_revision: 001, 001 | down_revision names "001" twice; take one out
          down_revision: None | down_revision is "None"; leave the value empty for none
          branch_labels: a@b | branch_labels "a@b" contains "@"; use letters, digits, "_", "-" and "." only
          depends_on: a:b | depends_on "a:b" contains ":"; use letters, digits, "_", "-" and "." only
          irreversible: yes | irreversible is "yes"; write "true" or "false"
          irreversible: | irreversible is ""; write "true" or "false"
          min_server_version: 14.2 | min_server_version is "14.2"; write the Postgres major version alone, such as 14
          min_server_version: fourteen | min_server_version is "fourteen"; write the Postgres major version alone, such as 14
          create_date: yesterday | create_date "yesterday" is not a date; write it as 2025-12-31T12:50:00Z
          create_date: 2025-02-30 | create_date "2025-02-30" is not a date; write it as 2025-12-31T12:50:00Z
          """)
  void aMalformedHeaderIsRefusedWithFileLineAndRemedy(String line, String complaint) {
    assertThatThrownBy(() -> files().withHeader("002_b.sql", "-- Add t.", "-- " + line).read())
        .isInstanceOf(SourceException.class)
        .hasMessage("test: 002_b.sql line 3: " + complaint);
  }

  @Test
  void aDuplicateKeyIsRefusedWithBothLines() {
    assertThatThrownBy(
            () ->
                files()
                    .withHeader(
                        "002_b.sql", "-- revision: a", "-- down_revision:", "-- revision: b")
                    .read())
        .hasMessage("test: 002_b.sql line 4: revision stands here and in line 2; keep one of them");
  }

  @Test
  void anIdLongerThanSixtyFourCharactersIsRefused() {
    var longest = "a".repeat(64);

    assertThat(only(files().withHeader("a.sql", "-- revision: " + longest)).id())
        .isEqualTo(longest);
    assertThatThrownBy(() -> files().withHeader("a.sql", "-- revision: " + longest + "a").read())
        .hasMessage(
            "test: a.sql line 2: revision \""
                + longest
                + "a\" is longer than 64 characters; use letters, digits, \"_\" and \".\" only");
  }

  @Test
  void aHeaderBelowTheFirstStatementIsRefusedBecauseItIsNotRead() {
    assertThatThrownBy(
            () ->
                files()
                    .with(
                        "002_b.sql",
                        "--liquibase formatted sql\n--changeset a:1\n-- revision: b\nSELECT 1;\n")
                    .read())
        .hasMessage(
            "test: 002_b.sql line 3: \"revision:\" stands below the top comment and is not read;"
                + " move the header to the top of the file");
  }

  @Test
  void linesOfYamlAndXmlHeadersAreCountedInTheFile() {
    assertThatThrownBy(
            () -> files().with("a.yaml", "---\n\n# revision: x y\ndatabaseChangeLog: []\n").read())
        .hasMessageStartingWith("test: a.yaml line 3: revision \"x y\"");
    assertThatThrownBy(
            () ->
                files()
                    .with("a.xml", "<?xml version=\"1.0\"?>\n<!--\nrevision: x y\n-->\n<a/>")
                    .read())
        .hasMessageStartingWith("test: a.xml line 3: revision \"x y\"");
  }

  @Test
  void anAbsurdlyLongValueIsCutInTheMessage() {
    assertThatThrownBy(
            () -> files().withHeader("a.sql", "-- irreversible: " + "y".repeat(1_000_000)).read())
        .hasMessage(
            "test: a.sql line 2: irreversible is \""
                + "y".repeat(79)
                + "…\"; write \"true\" or \"false\"");
  }
}
