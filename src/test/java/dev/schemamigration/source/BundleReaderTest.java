package dev.schemamigration.source;

import static dev.schemamigration.source.SourceFiles.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleReaderTest {
  private static final String SCRIPT = "SELECT 1;\n";

  /** Each id with its parents, in load order: {@code 2<-1}. */
  private static List<String> lines(Bundle bundle) {
    return bundle.files().stream()
        .map(file -> file.id() + "<-" + String.join(",", file.revision().downRevisions()))
        .toList();
  }

  @Test
  void aPlainFolderWithoutHeadersIsALinearHistoryInNaturalOrder() {
    var bundle =
        files()
            .with("10_b.sql", SCRIPT)
            .with("9_j.sql", SCRIPT)
            .with("1_a.sql", SCRIPT)
            .with("2_c.yaml", "databaseChangeLog:\n- changeSet: {id: 1, author: a}\n")
            .read();

    assertThat(lines(bundle)).containsExactly("1<-", "2<-1", "9<-2", "10<-9");
    assertThat(bundle.graph().heads()).containsExactly("10");
  }

  @Test
  void theVersionsOfFlywaysFileNamesAreInTheirOrder() {
    var bundle =
        files()
            .with("V2__c.sql", SCRIPT)
            .with("V1__a.sql", SCRIPT)
            .with("V1.1__b.sql", SCRIPT)
            .with("V10__d.sql", SCRIPT)
            .read();

    assertThat(lines(bundle)).containsExactly("V1<-", "V1.1<-V1", "V2<-V1.1", "V10<-V2");
  }

  @Test
  void withoutAnUnderscoreTheWholeNameIsTheId() {
    var bundle = files().with("users.sql", SCRIPT).with("users_v2.sql", SCRIPT);

    assertThatThrownBy(bundle::read)
        .hasMessage(
            "test: users.sql and users_v2.sql are both revision \"users\"; give one of them"
                + " another id");
    assertThat(lines(files().with("users.sql", SCRIPT).read())).containsExactly("users<-");
  }

  @Test
  void theMessageOfAFileWithoutCommentsIsTheRestOfItsName() {
    var bundle = files().with("001_add_users_table.sql", SCRIPT).read();

    assertThat(bundle.files().getFirst().revision().message()).isEqualTo("add users table");
  }

  @Test
  void headersMayStandInAnyFileOrder() {
    var bundle =
        files()
            .withHeader("a.sql", "-- revision: third", "-- down_revision: second")
            .withHeader("b.sql", "-- revision: first", "-- down_revision:")
            .withHeader("c.sql", "-- revision: second", "-- down_revision: first")
            .read();

    assertThat(bundle.graph().heads()).containsExactly("third");
    assertThat(bundle.graph().bases()).containsExactly("first");
  }

  @Test
  void aFileWithoutHeaderFollowsTheHeadOfTheFilesBeforeIt() {
    var bundle =
        files()
            .with("001_a.sql", SCRIPT)
            .withHeader("002_b.sql", "-- revision: beta", "-- down_revision: 001")
            .with("003_c.sql", SCRIPT)
            .withHeader("004_d.sql", "-- down_revision: 003")
            .read();

    assertThat(lines(bundle)).containsExactly("001<-", "beta<-001", "003<-beta", "004<-003");
  }

  @Test
  void aHeaderPutsAFileAboveOnesThatComeAfterIt() {
    var bundle =
        files()
            .with("1_a.sql", SCRIPT)
            .withHeader("2_b.sql", "-- revision: 2", "-- down_revision: 4")
            .with("3_c.sql", SCRIPT)
            .with("4_d.sql", SCRIPT)
            .withHeader("5_e.sql", "-- revision: 5", "-- down_revision: 2")
            .with("6_f.sql", SCRIPT)
            .read();

    assertThat(lines(bundle)).containsExactly("1<-", "2<-4", "3<-1", "4<-3", "5<-2", "6<-5");
  }

  @Test
  void aFileWithoutHeaderAfterAForkIsRefusedBecauseItsParentIsOpen() {
    var files =
        files()
            .with("001_a.sql", SCRIPT)
            .withHeader("002_b.sql", "-- revision: left", "-- down_revision: 001")
            .withHeader("003_c.sql", "-- revision: right", "-- down_revision: 001")
            .with("004_d.sql", SCRIPT);

    assertThatThrownBy(files::read)
        .hasMessage(
            "test: 004_d.sql: does not say what it follows, and the files before it end in 2"
                + " revisions: left, right; add a line \"down_revision: …\" at its top");
  }

  @Test
  void aHeaderWithIdButWithoutParentIsABaseAsInAlembic() {
    var bundle =
        files().withHeader("1.sql", "-- revision: a").withHeader("2.sql", "-- revision: b").read();

    assertThat(bundle.graph().bases()).containsExactly("a", "b");
  }

  @Test
  void aHeaderWithOtherKeysOnlyLeavesIdAndParentToTheFileName() {
    var bundle =
        files().with("1_a.sql", SCRIPT).withHeader("2_b.sql", "-- irreversible: true").read();

    assertThat(lines(bundle)).containsExactly("1<-", "2<-1");
    assertThat(bundle.find("2")).map(RevisionFile::irreversible).contains(true);
  }

  @Test
  void aFileNameThatIsNoIdNeedsAHeader() {
    assertThatThrownBy(() -> files().with("001-add-users.sql", SCRIPT).read())
        .hasMessage(
            "test: 001-add-users.sql: without a header the beginning of its name is the revision"
                + " id, and \"001-add-users\" contains \"-\"; rename the file or add a line"
                + " \"revision: …\" at its top");
  }

  @Test
  void theSameIdInTwoFilesNamesBoth() {
    assertThatThrownBy(
            () ->
                files()
                    .withHeader("1_a.sql", "-- revision: x", "-- down_revision:")
                    .withHeader("2_b.sql", "-- revision: x", "-- down_revision:")
                    .read())
        .hasMessage(
            "test: 1_a.sql and 2_b.sql are both revision \"x\"; give one of them another id");
  }

  @Test
  void anUnknownParentNamesFileAndIdOnceTheGraphIsAskedFor() {
    var bundle = files().withHeader("2_b.sql", "-- revision: b", "-- down_revision: a").read();

    assertThatThrownBy(bundle::graph)
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.fault()).isInstanceOf(SourceFault.InvalidGraph.class))
        .hasMessage(
            "test: revision \"b\" (2_b.sql): down_revision names \"a\", which is not among the"
                + " revisions; add the file that declares it or correct down_revision");
  }

  @Test
  void aCycleNamesTheFilesInIt() {
    var bundle =
        files()
            .withHeader("1_a.sql", "-- revision: a", "-- down_revision: b")
            .withHeader("2_b.sql", "-- revision: b", "-- down_revision: a")
            .read();

    assertThatThrownBy(bundle::graph)
        .hasMessageStartingWith("test: 2 revisions come after one another in a circle: ")
        .hasMessageContaining("revision \"a\" (1_a.sql)")
        .hasMessageContaining("revision \"b\" (2_b.sql)");
  }

  @Test
  void whatIsHiddenOrReadMeIsIgnored() {
    var bundle =
        files()
            .with("1_a.sql", SCRIPT)
            .with(".hidden.sql", SCRIPT)
            .with("..2025_12_31/1_a.sql", SCRIPT)
            .with("lost+found/x.sql", SCRIPT)
            .with("README.md", "text")
            .with("readme.sql", "text")
            .with("readmes_table.sql", SCRIPT)
            .read();

    assertThat(lines(bundle)).containsExactly("1<-", "readmes<-1");
    assertThat(bundle.resources()).isEmpty();
  }

  @Test
  void whatIsNoChangelogOrLiesInAFolderIsAResource() {
    var bundle =
        files()
            .with("1_a.sql", SCRIPT)
            .with("users.csv", new byte[] {(byte) 0xE9})
            .with("scripts/functions.sql", SCRIPT)
            .with("kustomization.yaml", "configMapGenerator:\n- name: app\n")
            .with("package.json", "{\"name\": \"app\"}")
            .with("pom.xml", "<project/>")
            .with("script.sql.txt", SCRIPT)
            .read();

    assertThat(lines(bundle)).containsExactly("1<-");
    assertThat(bundle.resources())
        .containsOnlyKeys(
            "users.csv",
            "scripts/functions.sql",
            "kustomization.yaml",
            "package.json",
            "pom.xml",
            "script.sql.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "databaseChangeLog:\n- includeAll: {path: .}\n",
        "# A comment with changeSet: in it\ndatabaseChangeLog:\n- property: {name: a, value: b}\n"
            + "- include: {file: 1_a.sql}\n# - changeSet: {id: 1}\n",
        "{\"databaseChangeLog\": [{\"includeAll\": {\"path\": \".\"}}]}"
      })
  void aMasterChangelogForLiquibasesOwnToolsIsNoRevision(String content) {
    var bundle = files().with("1_a.sql", SCRIPT).with("db.changelog-master.yaml", content).read();

    assertThat(lines(bundle)).containsExactly("1<-");
  }

  @Test
  void aMasterChangelogInXmlIsNoRevisionEither() {
    var bundle =
        files()
            .with(
                "master.xml",
                "<databaseChangeLog><!-- <changeSet> --><includeAll path=\".\"/>"
                    + "</databaseChangeLog>")
            .read();

    assertThat(bundle.files()).isEmpty();
    assertThat(bundle.resources()).containsOnlyKeys("master.xml");
  }

  @Test
  void aChangelogOfIncludesWithARevisionHeaderIsARevision() {
    var bundle =
        files()
            .with(
                "5_big.yaml",
                "# revision: 5\n# down_revision:\ndatabaseChangeLog:\n- include: {file: p/1.sql}\n")
            .read();

    assertThat(lines(bundle)).containsExactly("5<-");
  }

  @Test
  void aTemplateIsKeptApart() {
    var bundle = files().with("template.sql", "-- ${message}\n").with("1_a.sql", SCRIPT).read();

    assertThat(bundle.template()).contains("-- ${message}\n");
    assertThat(lines(bundle)).containsExactly("1<-");
  }

  @Test
  void aChangelogWithAMisspeltRootIsRefused() {
    assertThatThrownBy(
            () -> files().with("1_a.yaml", "databaseChangelog:\n- changeSet: {id: 1}\n").read())
        .hasMessage(
            "test: 1_a.yaml: begins with \"databaseChangelog\"; write \"databaseChangeLog\"");
    assertThatThrownBy(() -> files().with("1_a.xml", "<changeSet id=\"1\"/>").read())
        .hasMessage(
            "test: 1_a.xml: is no changelog: it has no \"databaseChangeLog\"; put its changeSets"
                + " below one");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThatThrownBy(() -> files().with("1_a.sql", " \r\n\t\n").read())
        .hasMessage("test: 1_a.sql: is empty; write the change into it or delete it");
  }

  @Test
  void sqlThatLiquibaseWouldSkipIsRefused() {
    assertThatThrownBy(
            () ->
                files()
                    .with(
                        "1_a.sql",
                        "--liquibase formatted sql\n-- revision: 1\n\nCREATE TABLE t (a int);\n")
                    .read())
        .hasMessage(
            "test: 1_a.sql line 4: stands before the first \"--changeset\", so that Liquibase"
                + " would skip it; put a line \"--changeset author:id\" above it");
  }

  @Test
  void changesetsThatLiquibaseWouldNotSeeAreRefused() {
    assertThatThrownBy(
            () ->
                files()
                    .with("1_a.sql", "-- revision: 1\n--changeset a:1\nSELECT 1;\n--rollback x;\n")
                    .read())
        .hasMessage(
            "test: 1_a.sql line 2: \"--changeset\" stands in a file that does not begin with"
                + " \"--liquibase formatted sql\", so that Liquibase would run the file as one"
                + " script without rollback; add that line at the top");
    assertThatThrownBy(
            () ->
                files()
                    .with(
                        "1_a.sql",
                        "-- revision: 1\n--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n")
                    .read())
        .hasMessage(
            "test: 1_a.sql line 2: \"--liquibase formatted sql\" is not the first line, so that"
                + " Liquibase would run the file as one script without rollback; move it to the"
                + " top");
  }

  @Test
  void aCommentThatLiquibaseTakesForAnInstructionIsRefused() {
    assertThatThrownBy(() -> files().withHeader("1_a.sql", "-- Comment on every table").read())
        .hasMessage(
            "test: 1_a.sql line 2: Liquibase takes \"-- Comment on every table\" for an"
                + " instruction, which may not stand here; begin the line with another word");
    assertThatThrownBy(() -> files().withHeader("1_a.sql", "-- property tax").read())
        .hasMessageStartingWith("test: 1_a.sql line 2: Liquibase takes \"-- property tax\"");
    assertThat(
            files().withHeader("1_a.sql", "--property name:a value:b", "-- Add t").read().files())
        .extracting(file -> file.revision().message())
        .containsExactly("Add t");
  }

  @Test
  void ignoreLinesOfLiquibaseMayBeAnywhere() {
    var content =
        "--liquibase formatted sql\n--ignoreLines:start\n\\set x 1\n--ignoreLines:end\n"
            + "--changeset a:1\nSELECT 1;\n";

    assertThat(files().with("1_a.sql", content).read().files()).hasSize(1);
  }

  @Test
  void aRevisionWithoutAnyChangesetIsLegalForItMayOnlyMerge() {
    var bundle =
        files()
            .with("1_a.sql", SCRIPT)
            .with("2_m.sql", "--liquibase formatted sql\n-- down_revision: 1\n")
            .read();

    assertThat(lines(bundle)).containsExactly("1<-", "2<-1");
  }

  @Test
  void textThatIsNotUtf8IsRefusedByName() {
    var latin1 = "-- Gr\u00fc\u00dfe\nSELECT 1;\n".getBytes(StandardCharsets.ISO_8859_1);
    var utf16 = "SELECT 1;\n".getBytes(StandardCharsets.UTF_16);

    assertThatThrownBy(() -> files().with("1_a.sql", latin1).read())
        .hasMessage("test: 1_a.sql line 1: is not UTF-8: byte 0xFC; save it as UTF-8");
    assertThatThrownBy(() -> files().with("1_a.sql", utf16).read())
        .hasMessage("test: 1_a.sql: is UTF-16; save it as UTF-8");
    assertThatThrownBy(() -> files().with("1_a.sql", "SELECT 1;\n\0").read())
        .hasMessage("test: 1_a.sql line 2: holds a NUL character; save it as plain text in UTF-8");
  }

  @Test
  void aTruncatedUtf8CharacterAtTheEndIsNotUtf8() {
    assertThatThrownBy(() -> files().with("1_a.sql", new byte[] {'S', '\n', (byte) 0xC3}).read())
        .hasMessage("test: 1_a.sql line 2: is not UTF-8: byte 0xC3; save it as UTF-8");
  }

  @Test
  void aFileBeyondTheLimitIsRefusedByName() {
    var files = files().with("big.csv", new byte[(int) SourceLimits.FILE_BYTES + 1]);

    assertThatThrownBy(files::read)
        .hasMessage(
            "test: big.csv: has 16777217 bytes, more than the 16777216 that one file may have;"
                + " split it");
  }

  @Test
  void aFileOfTooManyLinesIsRefusedByName() {
    var files = files().with("1_a.sql", "\n".repeat(SourceLimits.LINES));

    assertThatThrownBy(files::read)
        .hasMessage(
            "test: 1_a.sql: has more than the 1000000 lines that one file may have; split it")
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.fault()).isInstanceOf(SourceFault.TooLarge.class));
  }

  @Test
  void tooManyFilesOrBytesTogetherAreRefused() {
    var shared = new byte[(int) SourceLimits.FILE_BYTES];
    var large = files();
    for (var i = 0; i < 5; i++) {
      large.with(i + ".csv", shared);
    }
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (var i = 0; i <= SourceLimits.FILES; i++) {
      many.put(i + ".csv", new byte[0]);
    }

    assertThatThrownBy(large::read)
        .hasMessage(
            "test: holds files of more than 67108864 bytes together; keep only revision files and"
                + " what they refer to in it");
    assertThatThrownBy(() -> BundleReader.read("test", many))
        .hasMessage(
            "test: holds more than 10000 files; keep only revision files and what they refer to"
                + " in it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../1_a.sql", "a/../../1_a.sql", "/etc/1.sql", "a//1.sql", "a\\b.sql", ""})
  void aPathThatLeavesTheSourceIsRefused(String path) {
    assertThatThrownBy(() -> files().with(path, SCRIPT).read())
        .hasMessage(
            "test: \"%s\" is not a path inside the source; use names joined by \"/\", without \"..\""
                .formatted(path));
  }

  @Test
  void anEmptySourceIsAnEmptyGraph() {
    assertThat(files().read().graph().ids()).isEmpty();
  }

  @Test
  void theChecksumIsThatOfTheFileAndTheSameForEveryByteOrderMark() {
    var plain = files().with("1_a.sql", "SELECT 1;\n").read().files().getFirst();
    var marked = files().with("1_a.sql", "\uFEFFSELECT 1;\n").read().files().getFirst();

    assertThat(plain.sha256())
        .isEqualTo("b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd")
        .isEqualTo(marked.sha256());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!-- --> ", "<!--", "{", "\n", "# \n", "changeSet ", "/*"})
  @Timeout(60)
  void aHugeFileOfOneRepeatedSignTakesTimeInProportionToItsSize(String sign) {
    var content = sign.repeat((4 << 20) / sign.length()) + "x";

    for (var format : List.of("sql", "yaml", "xml", "json")) {
      assertThatCode(() -> files().with("1_a." + format, content).read())
          .satisfiesAnyOf(
              none -> assertThat(none).isNull(),
              refused -> assertThat(refused).isInstanceOf(SourceException.class));
    }
  }
}
