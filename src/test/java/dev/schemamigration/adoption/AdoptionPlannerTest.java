package dev.schemamigration.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.adoption.ForeignHistory.Alembic;
import dev.schemamigration.adoption.ForeignHistory.Flyway;
import dev.schemamigration.adoption.ForeignHistory.GolangMigrate;
import dev.schemamigration.adoption.ForeignHistory.Liquibase;
import dev.schemamigration.database.tracking.ChangesetId;
import dev.schemamigration.database.tracking.ExecType;
import dev.schemamigration.operator.spec.SpecFieldNames;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.source.RevisionFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdoptionPlannerTest {
  private static final String OR_STAMP =
      ", or set spec.adopt to Never and record what is applied with schemactl stamp";

  private final List<RevisionFile> files = new ArrayList<>();
  private final Map<String, List<DeclaredChangeset>> changesets = new LinkedHashMap<>();
  private final List<ForeignHistory> elsewhere = new ArrayList<>();

  @Test
  void withoutAHistoryThereIsNothingToAdopt() {
    line("001", "002");

    assertThat(decide()).isEqualTo(new AdoptionDecision.Nothing());
    assertThat(decide(alembic(), golang(null, false), new Flyway("public.f", List.of())))
        .isEqualTo(new AdoptionDecision.Nothing());
  }

  @Test
  void twoHistoriesAreRefused() {
    line("001", "002");

    assertRefused(
        "spec.adopt: several tools have a history here: Alembic (public.alembic_version) and"
            + " golang-migrate (public.schema_migrations); drop the tables of those that are not"
            + " used any more"
            + OR_STAMP,
        alembic("001"),
        golang(2L, false));
  }

  @Test
  void anEmptyHistoryBesideAnotherDoesNotCount() {
    line("001", "002");

    assertTaken(List.of("001"), alembic("001"), golang(null, false));
  }

  @Test
  void aHistoryInALaterSchemaIsRefusedUnlessThereIsOneInTheFirst() {
    line("001", "002");
    elsewhere.add(new Alembic("other.alembic_version", List.of("002")));

    assertRefused(
        "spec.adopt: Alembic has a history in other.alembic_version, and that schema is not the"
            + " first of spec.database.schema that is there; put it first to take the history over"
            + OR_STAMP);
    assertRefused(
        "spec.adopt: Alembic has a history in other.alembic_version, and that schema is not the"
            + " first of spec.database.schema that is there; put it first to take the history over"
            + OR_STAMP,
        golang(null, false));
    assertTaken(List.of("001"), alembic("001"));
  }

  @Test
  void aHistoryThatMayNotBeReadIsRefused() {
    line("001", "002");

    assertRefused(
        "spec.adopt: Flyway has a history in public.flyway_schema_history, which the role of the"
            + " migrations may not read; grant it SELECT on that table"
            + OR_STAMP,
        new ForeignHistory.Unreadable("Flyway", "public.flyway_schema_history"));
  }

  @Nested
  class OfAlembic {
    @Test
    void theHeadsIncludeAllTheirAncestors() {
      revision("a");
      revision("b1", "a");
      revision("b2", "a");
      revision("m", "b1", "b2");
      revision("c", "m");
      revision("x");

      assertTaken(List.of("a", "b1", "b2", "m"), alembic("m"));
      assertTaken(List.of("a", "b2", "x"), alembic("b2", "x"));
    }

    @Test
    void aRedundantRowChangesNothing() {
      line("001", "002", "003");

      assertTaken(List.of("001", "002"), alembic("001", "002"));
    }

    @Test
    void anIdOfAnyLengthIsTakenWhole() {
      var id = "20240101_a_name_longer_than_column";
      line("001", id);

      assertThat(id).hasSizeGreaterThan(32);
      assertTaken(List.of("001", id), alembic(id));
      assertRefused(
          "spec.adopt: Alembic (public.alembic_version) stands at revision"
              + " \"20240101_a_name_longer_than_colu\", which the source does not have; it has"
              + " \"001\", \"20240101_a_name_longer_than_column\"; add that revision to the source"
              + " under the same id"
              + OR_STAMP,
          alembic(id.substring(0, 32)));
    }

    @Test
    void aShortenedIdAndALabelAreNotTakenForARevision() {
      files.add(file(new Revision("1975ea83b712", List.of(), List.of("users"), List.of(), "")));

      for (var version : List.of("1975", "users", "1975EA83B712", " 1975ea83b712")) {
        assertThat(decide(alembic(version))).isInstanceOf(AdoptionDecision.Refused.class);
      }
    }

    @Test
    void ofManyRevisionsThoseThatBeginAlikeAreShown() {
      line("abcd1", "abcd2", "e3", "e4", "e5", "e6", "e7", "e8", "e9", "e10", "e11");

      assertThat(refusal(alembic("abcd9"))).contains("; close to it are \"abcd1\", \"abcd2\"; ");
      assertThat(refusal(alembic("zz"))).contains("; it has 11 revisions up to \"e11\"; ");
    }
  }

  @Nested
  class OfGolangMigrate {
    @Test
    void everyNumberUpToTheVersionHasRun() {
      line("000001", "000002", "000010", "000011");

      assertTaken(List.of("000001", "000002", "000010"), golang(10L, false));
    }

    @Test
    void timestampsAreNumbersToo() {
      line("20240101120000", "20240201120000");

      assertTaken(List.of("20240101120000"), golang(20240101120000L, false));
    }

    @Test
    void aDirtyVersionIsRefused() {
      line("1", "2");

      assertRefused(
          "spec.adopt: golang-migrate (public.schema_migrations) is dirty at version 2: that"
              + " migration broke off; repair the database by hand and run migrate force VERSION"
              + OR_STAMP,
          golang(2L, true));
      assertRefused(
          "spec.adopt: golang-migrate (public.schema_migrations) is dirty at version -1: that"
              + " migration broke off; repair the database by hand and run migrate force VERSION"
              + OR_STAMP,
          golang(null, true));
    }

    @Test
    void aVersionThatIsNowhereIsRefused() {
      line("1", "2");

      assertRefused(
          "spec.adopt: golang-migrate (public.schema_migrations) stands at version 3, which no"
              + " revision of the source has as its id; it has \"1\", \"2\"; give one revision of"
              + " the source that number as its id"
              + OR_STAMP,
          golang(3L, false));
    }

    @Test
    void aNumberThatIsWrittenTwiceIsRefused() {
      line("1", "01");

      assertRefused(
          "spec.adopt: golang-migrate (public.schema_migrations) stands at version 1, which is the"
              + " id of several revisions: \"1\", \"01\"; give one revision of the source that"
              + " number as its id"
              + OR_STAMP,
          golang(1L, false));
    }

    @Test
    void aParentWithAHigherNumberIsRefused() {
      line("2", "1");

      assertRefused(
          "spec.adopt: golang-migrate (public.schema_migrations) has run \"1\" without \"2\", which"
              + " must come before it in the source; correct down_revision in the files to the"
              + " order in which they were run"
              + OR_STAMP,
          golang(1L, false));
    }
  }

  @Nested
  class OfFlyway {
    @ParameterizedTest
    @CsvSource({
      "1,       001",
      "1,       V1",
      "1,       1.0",
      "1.2,     1_2",
      "1.2,     1.2",
      "1.2,     v01_02",
      "1.2,     1.2.0",
      "20240101.1200, 20240101_1200",
    })
    void aVersionIsFoundByTheNumberOfAnId(String version, String id) {
      line(id, "9999999999");

      assertTaken(List.of(id), flyway(sql(version, "V" + version + "__x.sql")));
    }

    @Test
    void aVersionIsFoundByTheNameOfItsFile() {
      files.add(file("users", "V1_2__users.sql"));

      assertTaken(List.of("users"), flyway(sql("1.2", "sub/V1_2__users.sql")));
    }

    @Test
    void undoneAndDeletedVersionsDoNotCount() {
      line("1", "2", "3");

      assertTaken(
          List.of("1", "2"),
          flyway(
              row(null, "SCHEMA", "\"public\""),
              sql("1", "V1__a.sql"),
              sql("2", "V2__b.sql"),
              row("2", "UNDO_SQL", "U2__b.sql"),
              sql("3", "V3__c.sql"),
              sql("2", "V2__b.sql"),
              row("3", "DELETE", "V3__c.sql")));
    }

    @Test
    void aBaselineIncludesEveryVersionUpToIt() {
      line("001", "002", "003", "004");

      assertTaken(
          List.of("001", "002", "003"),
          flyway(row("2", "BASELINE", "<< Flyway Baseline >>"), sql("3", "V3__c.sql")));
      assertThat(decide(flyway(row("0", "BASELINE", "<< Flyway Baseline >>"))))
          .isEqualTo(new AdoptionDecision.Nothing());
    }

    @Test
    void aBaselineThatCannotBeComparedIsRefused() {
      line("abc", "def");

      assertRefused(
          "spec.adopt: Flyway (public.flyway_schema_history) has a baseline at version 2, and the"
              + " ids of the source's revisions are no versions to compare it with; it has \"abc\","
              + " \"def\"; name the files after Flyway's versions"
              + OR_STAMP,
          flyway(row("2", "BASELINE", "<< Flyway Baseline >>")));
    }

    @Test
    void repeatableMigrationsAreNotedAndLeftBehind() {
      line("1", "2");

      assertThat(
              decide(
                  flyway(
                      sql("1", "V1__a.sql"),
                      row(null, "SQL", "R__views.sql"),
                      row(null, "SQL", "R__views.sql"))))
          .isEqualTo(
              new AdoptionDecision.Adopt(
                  "Flyway",
                  "public.flyway_schema_history",
                  List.of("1"),
                  List.of("repeatable migration R__views.sql is not taken over"),
                  List.of()));
    }

    @Test
    void aFailedMigrationIsRefused() {
      line("1", "2");

      assertRefused(
          "spec.adopt: Flyway (public.flyway_schema_history) has a failed migration: V2__b.sql;"
              + " repair the database by hand and run flyway repair"
              + OR_STAMP,
          flyway(
              sql("1", "V1__a.sql"), new Flyway.Row(Optional.of("2"), "SQL", "V2__b.sql", false)));
    }

    @Test
    void aVersionThatIsNowhereIsRefused() {
      line("1", "2");

      assertRefused(
          "spec.adopt: Flyway (public.flyway_schema_history) has run version 1.5 (V1_5__x.sql),"
              + " which the source does not have; it has \"1\", \"2\"; add one revision with that"
              + " version as its id, or a file of the same name"
              + OR_STAMP,
          flyway(sql("1", "V1__a.sql"), sql("1.5", "V1_5__x.sql")));
    }

    @Test
    void aVersionThatSeveralRevisionsAnswerToIsRefused() {
      line("1", "1.0");

      assertRefused(
          "spec.adopt: Flyway (public.flyway_schema_history) has run version 1 (V1__a.sql), which"
              + " several revisions of the source answer to: \"1\", \"1.0\"; add one revision with"
              + " that version as its id, or a file of the same name"
              + OR_STAMP,
          flyway(sql("1", "V1__a.sql")));
    }

    @Test
    void aVersionThatRanWithoutItsParentIsRefused() {
      line("1", "2", "3");

      assertThat(refusal(flyway(sql("1", "V1__a.sql"), sql("3", "V3__c.sql"))))
          .startsWith(
              "spec.adopt: Flyway (public.flyway_schema_history) has run \"3\" without \"2\", which"
                  + " must come before it in the source; ");
    }
  }

  @Nested
  class OfLiquibase {
    @Test
    void aRevisionHasRunWhenAllOfItsChangesetsHave() {
      changelog("001", changeset("001.sql", "1", "ann"), changeset("001.sql", "2", "ann"));
      changelog("002", changeset("002.sql", "1", "ann"));

      assertTaken(
          List.of("001"), liquibase(ran("001.sql", "1", "ann"), ran("001.sql", "2", "ann")));
    }

    @ParameterizedTest
    @CsvSource({
      "001.sql",
      "db/changelog/001.sql",
      "classpath:db/changelog/001.sql",
      "./001.sql",
      "/srv/migrations/001.sql",
      "db\\changelog\\001.sql",
    })
    void leadingFoldersAndPrefixesOfThePathCountForNothing(String path) {
      changelog("001", changeset("001.sql", "1", "ann"));
      changelog("002", changeset("002.sql", "1", "ann"));

      assertTaken(List.of("001"), liquibase(ran(path, "1", "ann")));
    }

    @Test
    void aRenamedFileIsFoundByTheChecksum() {
      changelog("001", declared("001_init.sql", "1", "ann", "9:aa"));
      changelog("002", declared("002_more.sql", "1", "ann", "9:bb"));

      assertTaken(
          List.of("001"),
          liquibase(
              new Liquibase.Changeset(
                  new ChangesetId("db/init.sql", "1", "ann"), "9:aa", ExecType.EXECUTED)));
    }

    @Test
    void anEditedChangesetIsRefused() {
      changelog("001", declared("001.sql", "1", "ann", "9:aa"));

      assertRefused(
          "spec.adopt: changeset 001.sql::1::ann was edited after Liquibase"
              + " (public.databasechangelog) had run it: its checksum is 9:aa and was 9:bb; restore"
              + " the file and put the change into a new revision"
              + OR_STAMP,
          liquibase(
              new Liquibase.Changeset(
                  new ChangesetId("001.sql", "1", "ann"), "9:bb", ExecType.EXECUTED)));
    }

    @Test
    void aChecksumThatTheFileDeclaresValidIsNoEdit() {
      changelog("001", declared("001.sql", "1", "ann", "9:aa"));

      assertTaken(
          List.of("001"),
          liquibase(
              new Liquibase.Changeset(
                  new ChangesetId("001.sql", "1", "ann"), "9:valid", ExecType.EXECUTED)));
    }

    @Test
    void aChecksumOfAnotherVersionIsNotCompared() {
      changelog("001", declared("001.sql", "1", "ann", "9:aa"));

      assertTaken(
          List.of("001"),
          liquibase(
              new Liquibase.Changeset(
                  new ChangesetId("001.sql", "1", "ann"), "8:bb", ExecType.EXECUTED)));
    }

    @Test
    void aRevisionWithoutChangesetsHasRunWhenSomethingAfterItHas() {
      changelog("001", changeset("001.sql", "1", "ann"));
      changelog("merge");
      changelog("002", changeset("002.sql", "1", "ann"));

      assertTaken(List.of("001"), liquibase(ran("001.sql", "1", "ann")));
      assertTaken(
          List.of("001", "merge", "002"),
          liquibase(ran("001.sql", "1", "ann"), ran("002.sql", "1", "ann")));
    }

    @Test
    void skippedChangesetsHaveNotRun() {
      changelog("001", changeset("001.sql", "1", "ann"));
      changelog("002", changeset("002.sql", "1", "ann"));

      assertTaken(
          List.of("001"),
          liquibase(
              ran("001.sql", "1", "ann"),
              new Liquibase.Changeset(
                  new ChangesetId("002.sql", "1", "ann"), "", ExecType.SKIPPED)));
    }

    @Test
    void aPartOfARevisionIsRefused() {
      changelog("001", changeset("001.sql", "1", "ann"), changeset("001.sql", "2", "ann"));

      assertRefused(
          "spec.adopt: Liquibase (public.databasechangelog) has run only a part of revision"
              + " \"001\"; not \"001.sql::2::ann\"; let Liquibase run the rest, or move it to a"
              + " revision of its own"
              + OR_STAMP,
          liquibase(ran("001.sql", "1", "ann")));
    }

    @Test
    void aPartWithConditionsNamesTheSettingsToo() {
      changelog("001", changeset("001.sql", "1", "ann"), conditional("001.sql", "2", "ann", true));

      assertRefused(
          "spec.adopt: Liquibase (public.databasechangelog) has run only a part of revision"
              + " \"001\"; not \"001.sql::2::ann\"; set spec.contexts and spec.labels to those with"
              + " which Liquibase ran, let Liquibase run the rest, or move it to a revision of its"
              + " own"
              + OR_STAMP,
          liquibase(ran("001.sql", "1", "ann")));
    }

    @Test
    void aChangesetThatIsLeftOutIsNotExpected() {
      changelog("001", changeset("001.sql", "1", "ann"), conditional("001.sql", "2", "ann", false));
      changelog("002", conditional("002.sql", "1", "ann", false));
      changelog("003", changeset("003.sql", "1", "ann"));

      assertTaken(List.of("001"), liquibase(ran("001.sql", "1", "ann")));
      assertTaken(
          List.of("001", "002", "003"),
          liquibase(ran("001.sql", "1", "ann"), ran("003.sql", "1", "ann")));
      assertTaken(
          List.of("001", "002"), liquibase(ran("001.sql", "1", "ann"), ran("002.sql", "1", "ann")));
    }

    @Test
    void aChangesetThatIsNowhereIsRefused() {
      changelog("001", changeset("001.sql", "1", "ann"));

      assertRefused(
          "spec.adopt: Liquibase (public.databasechangelog) has run changeset 001.sql::2::ann,"
              + " which no revision of the source has; add the file with it to the source"
              + OR_STAMP,
          liquibase(ran("001.sql", "1", "ann"), ran("001.sql", "2", "ann")));
    }

    @Test
    void aFailedChangesetIsRefused() {
      changelog("001", changeset("001.sql", "1", "ann"));

      assertRefused(
          "spec.adopt: Liquibase (public.databasechangelog) has a failed changeset:"
              + " 001.sql::1::ann; repair the database by hand and run liquibase update"
              + OR_STAMP,
          liquibase(
              new Liquibase.Changeset(
                  new ChangesetId("001.sql", "1", "ann"), "", ExecType.FAILED)));
    }

    /** Its author has named no changeset. */
    @Test
    void aPlainScriptIsCalledByItsFile() {
      changelog("001", declared("001.sql", "raw", "includeAll", "9:one"));

      assertRefused(
          "spec.adopt: Liquibase (public.databasechangelog) has run script old/002.sql, which no"
              + " revision of the source has; add the file with it to the source"
              + OR_STAMP,
          liquibase(ran("old/002.sql", "raw", "includeAll")));
      assertRefused(
          "spec.adopt: Liquibase (public.databasechangelog) has a failed script: 001.sql; repair"
              + " the database by hand and run liquibase update"
              + OR_STAMP,
          liquibase(
              new Liquibase.Changeset(
                  new ChangesetId("001.sql", "raw", "includeAll"), "", ExecType.FAILED)));
      assertRefused(
          "spec.adopt: script 001.sql was edited after Liquibase (public.databasechangelog) had run"
              + " it: its checksum is 9:one and was 9:two; restore the file and put the change into"
              + " a new revision"
              + OR_STAMP,
          liquibase(
              new Liquibase.Changeset(
                  new ChangesetId("001.sql", "raw", "includeAll"), "9:two", ExecType.EXECUTED)));
    }

    @Test
    void aHeldLockIsRefused() {
      changelog("001", changeset("001.sql", "1", "ann"));

      assertRefused(
          "spec.adopt: Liquibase holds its lock (public.databasechangeloglock): ci (10.0.0.9) since"
              + " 2026-01-02 03:04:05; let that run end or, if it is gone, run liquibase"
              + " release-locks"
              + OR_STAMP,
          new Liquibase(
              "public.databasechangelog",
              List.of(),
              Optional.of("ci (10.0.0.9) since 2026-01-02 03:04:05")));
    }
  }

  private AdoptionDecision decide(ForeignHistory... found) {
    var graph = RevisionGraph.of(files.stream().map(RevisionFile::revision).toList());
    return new AdoptionPlanner(graph, files, this::declared)
        .decide(new ForeignHistories(List.of(found), elsewhere));
  }

  private List<DeclaredChangeset> declared(RevisionFile file) {
    return changesets.getOrDefault(file.id(), List.of());
  }

  private void assertTaken(List<String> revisions, ForeignHistory... found) {
    var decision = decide(found);
    assertThat(decision).isInstanceOf(AdoptionDecision.Adopt.class);
    assertThat(((AdoptionDecision.Adopt) decision).revisions())
        .containsExactlyInAnyOrderElementsOf(revisions);
  }

  private void assertRefused(String message, ForeignHistory... found) {
    assertThat(refusal(found)).isEqualTo(message);
  }

  private String refusal(ForeignHistory... found) {
    return ((AdoptionDecision.Refused) decide(found)).fault().message(SpecFieldNames.INSTANCE);
  }

  private void line(String... ids) {
    for (var i = 0; i < ids.length; i++) {
      revision(ids[i], i == 0 ? new String[0] : new String[] {ids[i - 1]});
    }
  }

  private void revision(String id, String... parents) {
    files.add(file(new Revision(id, List.of(parents), List.of(), List.of(), "")));
  }

  private void changelog(String id, DeclaredChangeset... declared) {
    revision(id, files.isEmpty() ? new String[0] : new String[] {files.getLast().id()});
    changesets.put(id, List.of(declared));
  }

  private static RevisionFile file(Revision revision) {
    return file(revision, revision.id() + "_x.sql");
  }

  private static RevisionFile file(String id, String path) {
    return file(new Revision(id, List.of(), List.of(), List.of(), ""), path);
  }

  private static RevisionFile file(Revision revision, String path) {
    return new RevisionFile(revision, path, "", false, OptionalInt.empty(), Optional.empty());
  }

  private static Alembic alembic(String... versions) {
    return new Alembic("public.alembic_version", List.of(versions));
  }

  private static GolangMigrate golang(Long version, boolean dirty) {
    return new GolangMigrate("public.schema_migrations", Optional.ofNullable(version), dirty);
  }

  private static Flyway flyway(Flyway.Row... rows) {
    return new Flyway("public.flyway_schema_history", List.of(rows));
  }

  private static Flyway.Row sql(String version, String script) {
    return row(version, "SQL", script);
  }

  private static Flyway.Row row(String version, String type, String script) {
    return new Flyway.Row(Optional.ofNullable(version), type, script, true);
  }

  private static Liquibase liquibase(Liquibase.Changeset... rows) {
    return new Liquibase("public.databasechangelog", List.of(rows), Optional.empty());
  }

  private static Liquibase.Changeset ran(String path, String id, String author) {
    return new Liquibase.Changeset(new ChangesetId(path, id, author), "", ExecType.EXECUTED);
  }

  private static DeclaredChangeset changeset(String path, String id, String author) {
    return declared(path, id, author, "");
  }

  private static DeclaredChangeset declared(
      String path, String id, String author, String checksum) {
    return new DeclaredChangeset(
        new ChangesetId(path, id, author), checksum, "9:valid"::equals, true, false);
  }

  private static DeclaredChangeset conditional(
      String path, String id, String author, boolean expected) {
    return new DeclaredChangeset(
        new ChangesetId(path, id, author), "", "9:valid"::equals, expected, true);
  }
}
