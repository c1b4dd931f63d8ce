package dev.schemamigration.migration;

import static dev.schemamigration.testing.MigrationFixture.files;
import static dev.schemamigration.testing.MigrationFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Cancellation;
import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What contexts and labels leave out is neither applied nor undone, whatever they are later. */
class ContextsPgTest {
  private static final ChangesetFilter PROD = contexts("prod");
  private static final ChangesetFilter DEMO = contexts("prod", "demo");
  private static final String HEADER =
      """
      --liquibase formatted sql
      -- revision: 1
      -- down_revision:
      """;
  private static final String SHOP =
      HEADER
          + """
          --property name:greeting value:hello_guest contextFilter:demo
          --property name:greeting value:hello
          --changeset ann:shop
          CREATE TABLE shop (name text DEFAULT '${greeting}');
          --rollback DROP TABLE shop;
          --changeset ann:guest contextFilter:@demo labels:sample
          INSERT INTO shop VALUES ('guest');
          --rollback DELETE FROM shop WHERE name = 'guest' AND 1 / (SELECT count(*) FROM shop) = 1;
          """;

  private static final String COMMENTED = SHOP.replace("-- revision", "-- A shop.\n-- revision");

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  @Test
  void aRevisionStaysAsItWasAppliedWhenTheContextsChange() {
    assertThat(migrate(SHOP, "head", PROD).outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(shop()).isEmpty();
    assertThat(archive("changesets")).containsExactly("{1_shop.sql::shop::ann}");
    assertThat(archive("contexts, labels")).containsExactly("{prod}\t");

    assertThat(inspect(SHOP, "head", DEMO).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(inspect(COMMENTED, "head", DEMO).outcome())
        .as("an edit is compared with the property as it was")
        .isEqualTo(new Outcome.Settled());

    assertThat(migrate(SHOP, "base", DEMO).outcome())
        .as("only what ran is undone")
        .isEqualTo(new Outcome.Migrated());
    assertThat(migrate(SHOP, "head", DEMO).outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(shop()).containsExactly("guest");
    assertThat(archive("contexts, labels")).containsExactly("{prod,demo}\t");
    assertThat(inspect(COMMENTED, "head", PROD).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(migrate(SHOP, "base", PROD).outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(fixture.database.rows("SELECT 1 FROM pg_tables WHERE tablename = 'shop'")).isEmpty();
  }

  @Test
  void whatRanIsUndoneWhenItsContextWasEdited() {
    migrate(SHOP, "head", PROD);
    var elsewhere = SHOP.replace("ann:shop", "ann:shop context:elsewhere");

    assertThat(inspect(elsewhere, "head", PROD).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(migrate(elsewhere, "base", PROD).outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(fixture.database.rows("SELECT 1 FROM pg_tables WHERE tablename = 'shop'")).isEmpty();
  }

  @Test
  void whatWasLeftOutMayBeEditedAndWhatIsNewMayNot() {
    migrate(SHOP, "head", PROD);

    assertThat(inspect(SHOP.replace("'guest')", "'visitor')"), "head", PROD).outcome())
        .isEqualTo(new Outcome.Settled());
    var more = SHOP + "--changeset ann:new context:demo\nSELECT 1;\n--rollback empty\n";
    var fault = inspect(more, "head", PROD).fault().orElseThrow();
    assertThat(fault.reason()).isEqualTo(Reason.ChecksumMismatch);
    assertThat(fault.message())
        .matches(
            "revision 1: file 1_shop.sql was edited after it had been applied: changeset"
                + " 1_shop.sql::new::ann \\(checksum 9:\\w+\\) is new in it; restore the file and"
                + " put the change into a new revision; where the"
                + " edit changes nothing, stamp the revision with accept");
  }

  @Test
  void aRevisionOfWhichEverythingIsLeftOutIsAppliedWithNothing() {
    var demo = HEADER + "--changeset ann:a context:demo\nCREATE TABLE a ();\n";

    assertThat(migrate(demo, "head", PROD).outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(archive("revision, changesets")).containsExactly("1\t{}");
    assertThat(inspect(demo, "head", DEMO).outcome()).isEqualTo(new Outcome.Settled());
    assertThat(migrate(demo, "base", DEMO).outcome())
        .as("nothing is to be undone, so no rollback is needed")
        .isEqualTo(new Outcome.Migrated());
  }

  @Test
  void theHashNamesContextsAndLabelsOfWhatIsApplied() {
    var none = hash(inspect(SHOP, "head", ChangesetFilter.NONE));
    var prod = hash(inspect(SHOP, "head", PROD));

    assertThat(prod).isNotEqualTo(none);
    assertThat(hash(inspect(SHOP, "head", DEMO))).isNotEqualTo(prod);
    assertThat(hash(inspect(SHOP, "head", contexts("demo", "prod"))))
        .as("their order does not matter")
        .isEqualTo(hash(inspect(SHOP, "head", DEMO)));
    assertThat(hash(inspect(SHOP, "head", new ChangesetFilter(List.of(), "sample"))))
        .isNotEqualTo(none);
  }

  @Test
  void tablesOfAnEarlierVersionAreCompletedByTheNextRun() {
    migrate(SHOP, "head", DEMO);
    fixture.database.execute(
        "ALTER TABLE schema_migration.revision_archive DROP COLUMN contexts, DROP COLUMN labels");
    var next = files("1_shop.sql", COMMENTED, "2_b.sql", "CREATE TABLE b ();");

    assertThat(fixture.migration.inspect(with(fixture.request(next, "1"), PROD)).outcome())
        .as("everything ran then, with the first property")
        .isEqualTo(new Outcome.Settled());
    assertThat(fixture.migrate(with(fixture.request(next, "head"), PROD)).outcome())
        .isEqualTo(new Outcome.Migrated());
    assertThat(archive("revision, contexts")).containsExactly("1\t", "2\t{prod}");
    assertThat(shop()).containsExactly("guest");
  }

  @Test
  void aRoleThatDoesNotOwnTheArchiveIsToldWhichColumnsAreMissing() {
    migrate(SHOP, "head", PROD);
    fixture
        .database
        .asAdministrator()
        .execute(
            "ALTER TABLE schema_migration.revision_archive DROP COLUMN contexts, DROP COLUMN"
                + " labels",
            "ALTER TABLE schema_migration.revision_archive OWNER TO postgres",
            "GRANT ALL ON schema_migration.revision_archive TO " + fixture.database.user());

    assertThat(migrate(SHOP, "base", PROD).fault())
        .contains(
            new Fault(
                Reason.PermissionDenied,
                "spec.database.trackingSchema: "
                    + fixture.database.user()
                    + " cannot add the columns contexts and labels to"
                    + " schema_migration.revision_archive: must be owner of table revision_archive"
                    + " (SQLSTATE 42501); make "
                    + fixture.database.user()
                    + " its owner, or add contexts text[] and labels text as its owner"));
    assertThat(tables()).containsExactly("shop");
  }

  @Test
  void aRevisionThatIsHalfWayKeepsWhatHasRun() {
    var half =
        HEADER
            + """
            --changeset ann:a context:demo
            CREATE TABLE a (x int);
            --rollback DROP TABLE a;
            --changeset ann:b runInTransaction:false context:demo
            CREATE UNIQUE INDEX CONCURRENTLY i ON missing (x);
            --rollback DROP INDEX CONCURRENTLY i;
            --changeset ann:c
            CREATE TABLE c ();
            --rollback DROP TABLE c;
            """;
    assertThat(migrate(half, "head", DEMO).fault()).isPresent();
    assertThat(tables()).containsExactly("a");

    assertThat(migrate(half, "head", PROD).outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(tables()).containsExactly("a", "c");
    assertThat(archive("changesets")).containsExactly("{1_shop.sql::a::ann,1_shop.sql::c::ann}");
    assertThat(migrate(half, "base", PROD).outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(tables()).isEmpty();
  }

  @Test
  void aChangesetThatHasBegunIsFinishedWhateverTheContextsAre() {
    var half =
        HEADER
            + """
            --changeset ann:a
            CREATE TABLE a (x int);
            --rollback DROP TABLE a;
            --changeset ann:b runInTransaction:false context:demo
            CREATE INDEX CONCURRENTLY i ON a (x);
            CREATE INDEX CONCURRENTLY j ON missing (x);
            --rollback DROP INDEX CONCURRENTLY IF EXISTS j; DROP INDEX CONCURRENTLY i;
            """;
    var failed = migrate(half, "head", DEMO).fault().orElseThrow();

    assertThat(migrate(half, "head", PROD).fault().orElseThrow().message())
        .isEqualTo(failed.message());
    assertThat(migrate(half.replace("missing", "a"), "head", PROD).outcome())
        .isEqualTo(new Outcome.Migrated());
    assertThat(archive("changesets")).containsExactly("{1_shop.sql::a::ann,1_shop.sql::b::ann}");
  }

  @Test
  void twoChangesetsOfOneNameMayExcludeEachOther() {
    var either =
        HEADER
            + """
            --changeset ann:a context:prod
            CREATE TABLE a ();
            --rollback DROP TABLE a;
            --changeset ann:a context:!prod
            CREATE TABLE b ();
            --rollback DROP TABLE b;
            """;

    assertThat(migrate(either, "head", PROD).outcome()).isEqualTo(new Outcome.Migrated());
    assertThat(tables()).containsExactly("a");
    assertThat(migrate(either, "base", contexts("test")).outcome())
        .isEqualTo(new Outcome.Migrated());
    assertThat(tables()).isEmpty();
    assertThat(inspect(either, "head", ChangesetFilter.NONE).fault())
        .contains(
            new Fault(
                Reason.InvalidSource,
                "revision file 1_shop.sql: changeset ann:a stands in it twice"));
  }

  @Test
  void aStampRecordsWhatTheContextsChoose() {
    var request = with(fixture.request(Map.of("1_shop.sql", SHOP), "head"), PROD);

    fixture.migration.stamp(
        request, List.of("head"), false, RunListener.SILENT, new Cancellation());

    assertThat(archive("changesets, contexts")).containsExactly("{1_shop.sql::shop::ann}\t{prod}");
    assertThat(inspect(SHOP, "head", PROD).outcome()).isEqualTo(new Outcome.Settled());
  }

  @Test
  void aContextThatIsNoExpressionIsRefusedWhateverTheContextsAre() {
    for (var filter : List.of(ChangesetFilter.NONE, PROD)) {
      var broken = SHOP.replace("contextFilter:@demo", "contextFilter:\"(demo or test\"");
      assertThat(inspect(broken, "head", filter).fault())
          .contains(
              new Fault(
                  Reason.InvalidSource,
                  "revision file 1_shop.sql: changeset ann:guest: context \"(demo or test\" is no"
                      + " expression; close each parenthesis, and write or instead of a comma"
                      + " between parentheses"));
    }
  }

  private Report migrate(String file, String target, ChangesetFilter filter) {
    return fixture.migrate(with(fixture.request(Map.of("1_shop.sql", file), target), filter));
  }

  private Report inspect(String file, String target, ChangesetFilter filter) {
    return fixture.migration.inspect(
        with(fixture.request(Map.of("1_shop.sql", file), target), filter));
  }

  private static String hash(Report report) {
    return report.plan().orElseThrow().hash();
  }

  private static ChangesetFilter contexts(String... names) {
    return new ChangesetFilter(List.of(names), "");
  }

  private List<String> shop() {
    return fixture.database.rows("SELECT name FROM shop");
  }

  private List<String> archive(String columns) {
    return fixture.database.rows(
        "SELECT " + columns + " FROM schema_migration.revision_archive ORDER BY applied_order");
  }

  private List<String> tables() {
    return fixture.database.rows(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  }
}
