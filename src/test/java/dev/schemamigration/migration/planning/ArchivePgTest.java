package dev.schemamigration.migration.planning;

import static dev.schemamigration.migration.planning.RevisionFolders.graph;
import static dev.schemamigration.migration.planning.RevisionFolders.line;
import static dev.schemamigration.migration.planning.RevisionFolders.only;
import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.policy.PolicyRules;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Downgrades of revisions that the source no longer has, as after a reverted commit: the database
 * must equal a new one to which only the older revisions were applied.
 */
class ArchivePgTest {
  private static final TestPostgres SERVER = TestPostgres.newest();
  private static final Map<Integer, TestDatabase> HEADS = new HashMap<>();
  private static final List<Parameter> PARAMETERS =
      List.of(new Parameter("tenant", "a shop", false), new Parameter("column", "extra", false));
  private static final String TRACKED =
      "SELECT revision, state, path, sha256, message, down_revisions, branch_labels, depends_on,"
          + " parameters, changesets, md5(content), md5(resources)"
          + " FROM schema_migration.revision_archive ORDER BY revision";
  private static final String RAN =
      "SELECT filename, id, author, exectype, md5sum FROM schema_migration.databasechangelog"
          + " ORDER BY 1, 2";

  static Stream<Arguments> lines() {
    return Stream.of(
        arguments(1, 0),
        arguments(3, 1),
        arguments(3, 2),
        arguments(14, 0),
        arguments(14, 1),
        arguments(14, 3),
        arguments(14, 4),
        arguments(14, 6),
        arguments(14, 9),
        arguments(14, 13));
  }

  @ParameterizedTest(name = "{0} revisions, of which the source keeps {1}")
  @MethodSource("lines")
  void aLineIsUndoneToWhatTheSourceStillHas(int count, int kept) {
    var reverted = new MigrationFixture(headOf(count));
    var target = kept == 0 ? "base" : RevisionFolders.id(kept);

    var report = reverted.migrate(reverted.request(line(kept), target));

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(kept == 0 ? Heads.BASE : new Heads(List.of(target)));
    assertThat(report.run().orElseThrow().steps()).isEqualTo(count - kept);
    assertThat(all(reverted.database)).isEqualTo(fresh(line(count), target));
    SERVER.drop(reverted.database);
  }

  private static final Map<String, String> DIAMOND =
      graph("a:", "b:a", "c:a", "m:b, c", "d:m", "e:d");
  private static final Map<String, String> DEPENDENT =
      graph(
          "core1:",
          "core2:core1",
          "shop1:|branch_labels: shop|depends_on: core1",
          "shop2:shop1|depends_on: core2",
          "core3:core2");
  private static final Map<String, String> LABELLED =
      graph(
          "core1:|branch_labels: core",
          "core2:core1",
          "bill1:|branch_labels: billing",
          "bill2:bill1",
          "bill3:bill2");

  static Stream<Arguments> graphs() {
    return Stream.of(
        arguments("a leg and the merge are lost", DIAMOND, only(DIAMOND, "a", "b"), "b", "b"),
        arguments("only the merge is lost", DIAMOND, only(DIAMOND, "a", "b", "c"), "heads", "b, c"),
        arguments("one leg of three is wanted", DIAMOND, only(DIAMOND, "a", "b", "c"), "c", "c"),
        arguments(
            "what lay on the merge is lost",
            DIAMOND,
            only(DIAMOND, "a", "b", "c", "m"),
            "head",
            "m"),
        arguments("all but the root is lost", DIAMOND, only(DIAMOND, "a"), "head", "a"),
        arguments(
            "who depends on it goes with it",
            DEPENDENT,
            only(DEPENDENT, "core1"),
            "core1",
            "core1"),
        arguments(
            "a dependency stays for who needs it",
            DEPENDENT,
            only(DEPENDENT, "core1", "shop1"),
            "shop1",
            "shop1"),
        arguments(
            "a dependent is lost and its dependency stays",
            DEPENDENT,
            only(DEPENDENT, "core1", "core2", "core3", "shop1"),
            "core3, shop1",
            "core3, shop1"),
        arguments(
            "a label governs its own lineage",
            LABELLED,
            only(LABELLED, "core1", "core2", "bill1"),
            "billing@head",
            "core2, bill1"),
        arguments(
            "a label's lineage is lost altogether",
            LABELLED,
            only(LABELLED, "core1", "core2"),
            "head",
            "core2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("graphs")
  void aGraphIsUndoneToWhatTheSourceStillHas(
      String name,
      Map<String, String> whole,
      Map<String, String> kept,
      String target,
      String same) {
    var fixture = new MigrationFixture(SERVER.createDatabase());
    assertThat(fixture.migrate(whole, "heads").fault()).isEmpty();

    var report = fixture.migrateReverted(kept, target);

    assertThat(report.fault()).isEmpty();
    assertThat(all(fixture.database)).isEqualTo(fresh(whole, same));
    assertThat(fixture.migrate(kept, target).outcome()).isEqualTo(new Outcome.Settled());
  }

  @Test
  void aRevertThatAlsoTakesTheSecretAwayIsUndoneWhereTheRollbackDoesNotNeedIt() {
    var first = revision("1", "", "CREATE TABLE a (word text);", "DROP TABLE a;");
    var second =
        revision("2", "1", "INSERT INTO a VALUES ('${password}'); -- literal", "DELETE FROM a;");
    var fixture = new MigrationFixture(SERVER.createDatabase());
    var up =
        fixture.migrate(
            files("1_a.sql", first, "2_b.sql", second),
            "head",
            new Parameter("password", "open sesame", true));
    assertThat(up.fault()).isEmpty();

    var report = fixture.migrateReverted(files("1_a.sql", first), "head");

    assertThat(report.fault()).isEmpty();
    assertThat(report.heads()).contains(new Heads(List.of("1")));
    assertThat(fixture.database.rows("SELECT * FROM a")).isEmpty();
  }

  @Test
  void aCommentMayBeMendedAfterTheSecretIsGone() {
    var files =
        files("1_a.sql", revision("1", "", "SELECT '${password}';", "SELECT 1;\n-- ${password}"));
    var fixture = new MigrationFixture(SERVER.createDatabase());
    fixture.migrate(files, "head", new Parameter("password", "open sesame", true));
    var mended =
        files(
            "1_a.sql", files.get("1_a.sql").replace("--changeset", "-- Said again.\n--changeset"));

    assertThat(fixture.migrate(mended, "head").outcome()).isEqualTo(new Outcome.Settled());
    assertThat(
            fixture
                .migrate(files("1_a.sql", files.get("1_a.sql").replace("SELECT", "VALUES")), "head")
                .fault()
                .orElseThrow()
                .reason())
        .isEqualTo(Reason.ChecksumMismatch);
  }

  @Test
  void aRollbackThatNeedsTheSecretAsksForItBeforeAnythingRuns() {
    var first = revision("1", "", "CREATE TABLE a (word text);", "DROP TABLE a;");
    var second =
        revision(
            "2",
            "1",
            "INSERT INTO a VALUES ('${password}');",
            "DELETE FROM a WHERE word = '${password}';");
    var third = revision("3", "2", "CREATE TABLE c ();", "DROP TABLE c;");
    var fixture = new MigrationFixture(SERVER.createDatabase());
    var secret = new Parameter("password", "open sesame", true);
    fixture.migrate(files("1_a.sql", first, "2_b.sql", second, "3_c.sql", third), "head", secret);

    var without = fixture.migrateReverted(files("1_a.sql", first), "head");

    assertThat(without.fault())
        .contains(
            new Fault(
                Reason.MissingParameter,
                "revision file 2_b.sql uses ${password} and nothing gives it a value; add it to"
                    + " spec.parameters, or write ${:password} where the text itself is meant"));
    assertThat(without.heads()).contains(new Heads(List.of("3")));
    assertThat(fixture.migrateReverted(files("1_a.sql", first), "head", secret).heads())
        .contains(new Heads(List.of("1")));
  }

  @Test
  void aStoredTextThatNoLongerMatchesItsChecksumIsRefusedByName() {
    var fixture = new MigrationFixture(headOf(3));
    var content =
        fixture.database.one(
            "SELECT encode(content, 'hex') FROM schema_migration.revision_archive WHERE revision ="
                + " 'r01'");
    var sha =
        fixture.database.rows(
            "SELECT sha256 FROM schema_migration.revision_archive ORDER BY revision");
    fixture.database.execute(
        "UPDATE schema_migration.revision_archive SET content = decode('%s', 'hex') WHERE revision = 'r03'"
            .formatted(content));

    var report = fixture.migrate(fixture.request(line(2), "r02"));

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.ArchiveCorrupt,
                "archived revision r03 (r03_keys.xml) has SHA-256 %s and was stored with %s; restore the row of revision_archive from a backup"
                    .formatted(sha.getFirst(), sha.getLast())));
    assertThat(report.heads()).contains(new Heads(List.of("r03")));
  }

  @Test
  void aStoredTextThatCannotBeUnpackedIsRefusedByName() {
    var fixture = new MigrationFixture(headOf(3));
    fixture.database.execute(
        "UPDATE schema_migration.revision_archive SET content = substr(content, 1, length(content)"
            + " - 9) WHERE revision = 'r03'");

    var report = fixture.migrate(fixture.request(line(2), "r02"));

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.ArchiveCorrupt,
                "archived revision r03 cannot be unpacked; restore the row of revision_archive from"
                    + " a backup"));
    assertThat(report.heads()).contains(new Heads(List.of("r03")));
  }

  @Test
  void storedFilesThatAreNoArchiveAreRefusedByName() {
    var fixture = new MigrationFixture(headOf(2));
    fixture.database.execute(
        "UPDATE schema_migration.revision_archive SET resources = decode('c0ffee', 'hex'),"
            + " resources_sha256 = encode(sha256(decode('c0ffee', 'hex')), 'hex')"
            + " WHERE revision = 'r02'");

    var report = fixture.migrate(fixture.request(line(1), "r01"));

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.ArchiveCorrupt,
                "archived revision r02 cannot be unpacked; restore the row of revision_archive from"
                    + " a backup"));
    assertThat(report.heads()).contains(new Heads(List.of("r02")));
  }

  @ParameterizedTest
  @CsvSource({
    "'decode(''c0ffee'', ''hex'')',"
        + " c47a10dc272b1221f0380a2ae0f7d7fa830b3e378f2f5309bbf13f61ad211913",
    "NULL, none"
  })
  void storedFilesThatAreOtherOnesAreRefusedWithBothSums(String files, String sum) {
    var fixture = new MigrationFixture(headOf(2));
    var stored =
        fixture.database.one(
            "SELECT resources_sha256 FROM schema_migration.revision_archive WHERE revision ="
                + " 'r02'");
    fixture.database.execute(
        "UPDATE schema_migration.revision_archive SET resources = %s WHERE revision = 'r02'"
            .formatted(files));

    var report = fixture.migrate(fixture.request(line(1), "r01"));

    assertThat(report.fault())
        .contains(
            new Fault(
                Reason.ArchiveCorrupt,
                "the files that archived revision r02 reads have SHA-256 %s and were stored with"
                        .formatted(sum)
                    + " %s; restore the row of revision_archive from a backup".formatted(stored)));
    assertThat(report.heads()).contains(new Heads(List.of("r02")));
  }

  @Test
  void aRevisionThatTheSourceLostAndTheTargetStillContainsIsNotUndone() {
    var fixture = new MigrationFixture(headOf(3));

    var report = fixture.migrate(fixture.request(line(2), "r03"));

    assertThat(report.outcome()).isEqualTo(new Outcome.Settled());
    assertThat(report.heads()).contains(new Heads(List.of("r03")));
  }

  private static TestDatabase headOf(int count) {
    return SERVER.cloneOf(HEADS.computeIfAbsent(count, ArchivePgTest::newHeadOf));
  }

  private static TestDatabase newHeadOf(int count) {
    var fixture = new MigrationFixture(SERVER.createDatabase());
    var report =
        fixture.migrate(fixture.request(line(count), "head", PolicyRules.PERMISSIVE, PARAMETERS));
    assertThat(report.fault()).isEmpty();
    return fixture.database;
  }

  /** The content of a new database that was migrated to {@code target}. */
  private static List<String> fresh(Map<String, String> files, String target) {
    var fixture = new MigrationFixture(SERVER.createDatabase());
    var report =
        fixture.migrate(fixture.request(files, target, PolicyRules.PERMISSIVE, PARAMETERS));
    assertThat(report.fault()).isEmpty();
    if (target.equals("base")) {
      fixture.migration.stamp(
          fixture.request(files, target),
          List.of("base"),
          false,
          RunListener.SILENT,
          new Cancellation());
    }
    var all = all(fixture.database);
    SERVER.drop(fixture.database);
    return all;
  }

  /** Catalog, rows and record, without timestamps. */
  private static List<String> all(TestDatabase database) {
    var lines = new ArrayList<>(SchemaSnapshot.of(database));
    for (var table :
        database.rows(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")) {
      database.rows("SELECT * FROM " + table + " ORDER BY 1").stream()
          .map(row -> table + ": " + row)
          .forEach(lines::add);
    }
    lines.addAll(database.rows(TRACKED));
    lines.addAll(database.rows(RAN));
    return lines;
  }
}
