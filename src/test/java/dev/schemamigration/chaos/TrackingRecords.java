package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The records of the tracking tables. Once no run is in progress, archive, Liquibase's table and
 * journal agree.
 */
record TrackingRecords(TestDatabase database) {
  private static final Pattern CHANGESET =
      Pattern.compile("^--changeset chaos:(\\S+)", Pattern.MULTILINE);

  /** Revisions whose last journal row contradicts the archive. */
  private static final String CONTRADICTIONS =
      """
      SELECT revision, last FROM (
        SELECT DISTINCT ON (revision) revision, event AS last
        FROM schema_migration.revision_journal WHERE event IN ('APPLIED', 'UNDONE')
        ORDER BY revision, id DESC) lines
      WHERE (last = 'APPLIED') <> (revision IN
        (SELECT revision FROM schema_migration.revision_archive))""";

  /**
   * Requires that the first {@code applied} revisions, and nothing else, are recorded everywhere.
   */
  void requireApplied(int applied, List<String> texts, String context) {
    var revisions = IntStream.rangeClosed(1, applied).mapToObj(MixedRevisions::id).toList();
    var changesets = new ArrayList<String>();
    for (var text : texts.subList(0, applied)) {
      CHANGESET.matcher(text).results().forEach(it -> changesets.add(it.group(1)));
    }

    assertThat(
            database.rows(
                "SELECT revision, state FROM schema_migration.revision_archive ORDER BY 1"))
        .as("%s: archive", context)
        .isEqualTo(revisions.stream().map(it -> it + "\tAPPLIED").toList());
    assertThat(
            database.rows(
                "SELECT id FROM schema_migration.databasechangelog WHERE exectype = 'EXECUTED'"
                    + " ORDER BY orderexecuted"))
        .as("%s: databasechangelog, in the order of execution", context)
        .isEqualTo(changesets);
    assertThat(
            database.one(
                "SELECT count(DISTINCT orderexecuted) FROM schema_migration.databasechangelog"))
        .as("%s: databasechangelog, numbers given once", context)
        .isEqualTo("" + changesets.size());
    assertThat(
            database.rows(
                "SELECT split_part(unnest(changesets), '::', 2)"
                    + " FROM schema_migration.revision_archive ORDER BY 1"))
        .as("%s: changesets of the archive", context)
        .isEqualTo(changesets.stream().sorted().toList());
    assertThat(database.rows(CONTRADICTIONS))
        .as("%s: revisions whose last journal row contradicts the archive", context)
        .isEmpty();
  }

  /** How many revisions are applied; 0 before there are tables. */
  int applied() {
    var there = database.one("SELECT to_regclass('schema_migration.revision_archive') IS NOT NULL");
    return there.equals("t")
        ? count("SELECT count(*) FROM schema_migration.revision_archive WHERE state = 'APPLIED'")
        : 0;
  }

  /** The id of the last journal row; 0 before there is one. */
  int lastJournalRow() {
    return database.one("SELECT to_regclass('schema_migration.revision_journal')").isEmpty()
        ? 0
        : count("SELECT coalesce(max(id), 0) FROM schema_migration.revision_journal");
  }

  /** How many runs were interrupted: the journal has their beginning and not their end. */
  int interruptedRuns() {
    return count(
        """
        SELECT count(*) FROM schema_migration.revision_journal b WHERE event = 'RUN_BEGUN'
        AND NOT EXISTS (SELECT FROM schema_migration.revision_journal e
          WHERE e.run = b.run AND e.event = 'RUN_ENDED')""");
  }

  /** How many statements outside a transaction were interrupted: their end is not recorded. */
  int interruptedStatements() {
    return count(
        """
        SELECT count(*) FROM schema_migration.revision_journal b WHERE event = 'STATEMENT_BEGUN'
        AND NOT EXISTS (SELECT FROM schema_migration.revision_journal e
          WHERE e.run = b.run AND e.attempt = b.attempt AND e.changeset = b.changeset
            AND e.statement = b.statement AND e.id > b.id
            AND e.event IN ('STATEMENT_DONE', 'STATEMENT_FAILED'))""");
  }

  private int count(String query) {
    return Integer.parseInt(database.one(query));
  }
}
