package dev.schemamigration.source.authoring;

import static dev.schemamigration.source.SourceFiles.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.PlainLiquibase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionWriterTest {
  private static final Instant NOON = Instant.parse("2025-12-31T12:00:00.987654Z");

  private static final String EXAMPLE =
      "-- CREATE TABLE example (id bigint PRIMARY KEY);\n-- --rollback DROP TABLE example;\n";

  private static NewRevision revision(String id, String message, String... parents) {
    return NewRevision.empty(
        new Revision(id, List.of(parents), List.of(), List.of(), message), NOON);
  }

  private static Bundle one() {
    return files().withHeader("001_a.sql", "-- revision: 001", "-- down_revision:").read();
  }

  @Test
  void anEmptyRevisionIsAHeaderAndAnExampleInComments() {
    var draft = new RevisionWriter(one()).compose(revision("002", "Add users", "001"));

    assertThat(draft.path()).isEqualTo("002_add_users.sql");
    assertThat(draft.content())
        .isEqualTo(
            """
            --liquibase formatted sql
            -- Add users
            --
            -- revision: 002
            -- down_revision: 001
            -- branch_labels:
            -- depends_on:
            -- create_date: 2025-12-31T12:00:00Z

            -- Write the change below as in this example, with what undoes it:
            --
            -- --changeset schemactl:002
            -- CREATE TABLE example (id bigint PRIMARY KEY);
            -- --rollback DROP TABLE example;
            """);
  }

  @Test
  void aMergeIsAHeaderAlone() {
    var bundle =
        files()
            .withHeader("001_a.sql", "-- revision: 001", "-- down_revision:")
            .withHeader("002_b.sql", "-- revision: 002", "-- down_revision: 001")
            .withHeader("003_c.sql", "-- revision: 003", "-- down_revision: 001")
            .read();

    var draft = new RevisionWriter(bundle).compose(revision("004", "", "002", "003"));

    assertThat(draft.path()).isEqualTo("004.sql");
    assertThat(draft.content())
        .isEqualTo(
            """
            --liquibase formatted sql
            -- empty message
            --
            -- revision: 004
            -- down_revision: 002, 003
            -- branch_labels:
            -- depends_on:
            -- create_date: 2025-12-31T12:00:00Z
            """);
  }

  @Test
  void knownSqlBecomesAChangesetWithItsRollback() {
    var node =
        new Revision("002", List.of("001"), List.of("billing"), List.of("001"), "Add a function");
    var sql = "CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql;";

    var draft =
        new RevisionWriter(one())
            .compose(new NewRevision(node, NOON, sql, "DROP\n\n  FUNCTION f();\n"));

    assertThat(draft.content())
        .endsWith(
            """
            -- branch_labels: billing
            -- depends_on: 001
            -- create_date: 2025-12-31T12:00:00Z

            --changeset schemactl:002 splitStatements:false rollbackSplitStatements:false
            CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql;
            --rollback DROP
            --rollback   FUNCTION f();
            """);
  }

  @Test
  void aFoldersOwnTemplateReplacesTheBuiltInOneAndKeepsItsParameters() {
    var bundle =
        files()
            .withHeader("001_a.sql", "-- revision: 001", "-- down_revision:")
            .with(
                "template.sql",
                """
                --liquibase formatted sql
                -- ${message}
                -- revision: ${revision}
                -- down_revision: ${down_revision}
                -- branch_labels: ${branch_labels}
                -- depends_on: ${depends_on}

                --changeset team:${revision}
                SET LOCAL ROLE ${owner};
                ${upgrades}
                ${downgrades}
                """)
            .read();

    var draft =
        new RevisionWriter(bundle)
            .compose(
                new NewRevision(
                    new Revision("002", List.of("001"), List.of(), List.of(), "Add t"),
                    NOON,
                    "CREATE TABLE t (a int);",
                    "DROP TABLE t;"));

    assertThat(draft.content())
        .isEqualTo(
            """
            --liquibase formatted sql
            -- Add t
            -- revision: 002
            -- down_revision: 001
            -- branch_labels:
            -- depends_on:

            --changeset team:002
            SET LOCAL ROLE ${owner};
            CREATE TABLE t (a int);
            --rollback DROP TABLE t;
            """);
  }

  @Test
  void aTemplateMayTakeTheChangesetAsAWholeAndSpellVariablesAsMakoDoes() {
    var bundle =
        files()
            .withHeader("001_a.sql", "-- revision: 001", "-- down_revision:")
            .with(
                "template.sql",
                """
                --liquibase formatted sql
                -- ${ message }
                -- revision: ${up_revision}
                -- down_revision: ${down_revision | comma,n}
                -- branch_labels: ${branch_labels}
                -- depends_on: ${depends_on}

                ${changesets}

                """)
            .read();
    var node = new Revision("002", List.of("001"), List.of(), List.of(), "Add t");
    var top = "-- Add t\n-- revision: 002\n-- down_revision: 001\n-- branch_labels:\n";

    var empty = new RevisionWriter(bundle).compose(NewRevision.empty(node, NOON)).content();
    var full =
        new RevisionWriter(bundle)
            .compose(new NewRevision(node, NOON, "CREATE TABLE t (a int);", "DROP TABLE t;"))
            .content();

    assertThat(empty)
        .contains(top)
        .endsWith("-- --changeset schemactl:002\n" + EXAMPLE)
        .doesNotContain("\n--changeset");
    assertThat(full)
        .contains(top)
        .endsWith(
            "\n--changeset schemactl:002\nCREATE TABLE t (a int);\n--rollback DROP TABLE t;\n");
  }

  @Test
  void filesAreNamedAsTheExistingOnesAre() {
    var flyway = files().with("V1__a.sql", "SELECT 1;").with("V2__b.sql", "SELECT 1;").read();

    assertThat(new RevisionWriter(flyway).compose(revision("V3", "Add it", "V2")).path())
        .isEqualTo("V3__add_it.sql");
    assertThat(new RevisionWriter(one()).compose(revision("002", "Add it", "001")).path())
        .isEqualTo("002_add_it.sql");
  }

  @Test
  void aTemplateThatLosesTheHeaderIsRefused() {
    var bundle =
        files()
            .withHeader("001_a.sql", "-- revision: 001", "-- down_revision:")
            .with("template.sql", "--liquibase formatted sql\n-- ${message}\n")
            .read();

    assertThatThrownBy(() -> new RevisionWriter(bundle).compose(revision("x", "Add t")))
        .hasMessage(
            "test: template.sql: the file made from it does not say what it should; let it have"
                + " \"-- ${message}\" and a line \"-- key: ${key}\" for each of revision,"
                + " down_revision, branch_labels and depends_on");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Comment on every table",
        "property tax columns",
        "changeset of the year",
        "revision: the second",
        "down_revison: oops",
        "Depends on: nothing",
        "irreversible",
        "irreversible: yes",
        "message: hello",
        "=====",
        "-- dashes",
        "Copyright columns",
        "ignore:this",
        "two\nlines\tand more",
        "${revision} stays",
        "Größe ändern",
        "*/ DROP TABLE users; --"
      })
  void everyMessageIsReadBackAsItWas(String message) {
    var draft = new RevisionWriter(one()).compose(revision("002", message, "001"));

    var read =
        files().withHeader("001_a.sql", "-- revision: 001").with(draft.path(), draft.content());
    assertThat(read.read().find("002").orElseThrow().revision().message())
        .isEqualTo(message.replaceAll("\\s+", " "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Comment on every table", "property tax columns", "changeset of the year"})
  void liquibaseReadsAFileWhoseMessageBeginsLikeADirective(String message, @TempDir Path folder)
      throws Exception {
    var writer = new RevisionWriter(one());
    writer.write(folder, writer.compose(revision("002", message, "001")));

    assertThat(PlainLiquibase.changeSetsOfAll(folder)).isEmpty();
  }

  @Test
  void anIdOrLabelThatIsTakenIsRefusedBeforeAnythingIsWritten() {
    var bundle = files().withHeader("001_a.sql", "-- revision: 001", "-- branch_labels: x").read();
    var labelled =
        NewRevision.empty(new Revision("002", List.of("001"), List.of("x"), List.of(), "b"), NOON);

    assertThatThrownBy(() -> new RevisionWriter(bundle).compose(revision("001", "b", "001")))
        .hasMessageStartingWith("test: ")
        .hasMessageContaining("001_a.sql and 001_b.sql are both revision \"001\"");
    assertThatThrownBy(() -> new RevisionWriter(bundle).compose(labelled))
        .hasMessage(
            "test: revision \"002\" (002_b.sql): the branch label \"x\" already belongs to"
                + " revision \"001\" (001_a.sql); a label names one revision, so rename or remove"
                + " one of them");
  }

  @Test
  void anUnknownParentIsRefused() {
    assertThatThrownBy(() -> new RevisionWriter(one()).compose(revision("002", "b", "000")))
        .hasMessageContaining("down_revision names \"000\", which is not among the revisions");
  }

  @Test
  void aFileThatIsThereIsNeverOverwritten(@TempDir Path folder) throws IOException {
    var writer = new RevisionWriter(one());
    var draft = writer.compose(revision("002", "b", "001"));
    Files.writeString(folder.resolve(draft.path()), "mine");

    assertThatThrownBy(() -> writer.write(folder, draft))
        .hasMessage("test: 002_b.sql: is there already; choose another message or id");
    assertThat(folder.resolve(draft.path())).hasContent("mine");
    assertThatThrownBy(() -> writer.compose(revision("001", "a")))
        .hasMessage("test: 001_a.sql: is there already; choose another message or id");
  }

  @Test
  void theFileIsWrittenAsUtf8(@TempDir Path folder) throws IOException {
    var writer = new RevisionWriter(one());
    var draft = writer.compose(revision("002", "Größe", "001"));

    var file = writer.write(folder, draft);

    assertThat(file).isEqualTo(folder.resolve("002_größe.sql"));
    assertThat(Files.readString(file, StandardCharsets.UTF_8)).isEqualTo(draft.content());
  }

  @Test
  void aNewFileMayNotBecomeTheParentOfOneWithoutHeader() {
    var bundle = files().with("a_first.sql", "SELECT 1;").with("b_next.sql", "SELECT 2;").read();

    assertThatThrownBy(() -> new RevisionWriter(bundle).compose(revision("ab", "new", "a")))
        .hasMessage(
            "test: b_next.sql: does not say what it follows and would follow the new ab_new.sql;"
                + " add a line \"down_revision: …\" at its top");
  }
}
