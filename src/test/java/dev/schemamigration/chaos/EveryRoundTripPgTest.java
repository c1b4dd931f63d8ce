package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.Outcome;
import dev.schemamigration.migration.Reason;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.CuttingProxy;
import dev.schemamigration.testing.CuttingProxy.Fate;
import dev.schemamigration.testing.SchemaPicture;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Loses the connection at every single round trip of a run, before the server sees it, while it
 * works, or before its answer arrives, and lets the next run find out.
 */
class EveryRoundTripPgTest {
  private static final TestPostgres SERVER = TestPostgres.newest();
  private static final Bundle BUNDLE = MixedRevisions.of(MixedRevisions.KINDS_COUNT, SERVER);
  private static final long SEED = Effort.seed();

  /** Where a run goes, and where the next one goes that finds what it left. */
  private enum Journey {
    UP_THEN_UP("base", "head", "head"),
    UP_THEN_DOWN("base", "head", "base"),
    DOWN_THEN_DOWN("head", "base", "base"),
    DOWN_THEN_UP("head", "base", "head");

    private final String from;
    private final String to;
    private final String then;

    Journey(String from, String to, String then) {
      this.from = from;
      this.to = to;
      this.then = then;
    }
  }

  private final TestDatabase head = prepared("head");
  private final TestDatabase base = prepared("base");
  private final List<String> headPicture = SchemaPicture.of(head);
  private final List<String> basePicture = SchemaPicture.of(base);

  @ParameterizedTest
  @EnumSource(Journey.class)
  @Timeout(3600)
  void whereverTheConnectionIsLostTheNextRunArrives(Journey journey) throws IOException {
    var moments = Moment.all(roundTrips(journey));
    var chosen = Moment.chosen(moments, SEED);
    var failures = new ArrayList<AssertionError>();
    for (var moment : chosen) {
      try {
        lose(journey, moment);
      } catch (AssertionError e) {
        failures.add(e);
      }
    }
    System.out.printf(
        "%s: lost %d of %d moments, seed %d%n", journey, chosen.size(), moments.size(), SEED);
    assertThat(failures).isEmpty();
  }

  @Test
  void theSchemasToCompareWithDiffer() {
    assertThat(basePicture).isEmpty();
    assertThat(headPicture).hasSizeGreaterThan(30);
  }

  private int roundTrips(Journey journey) throws IOException {
    var database = SERVER.cloneOf(start(journey));
    try (var proxy = CuttingProxy.inFrontOf(database, number -> Fate.PASSES)) {
      assertThat(new Pass(BUNDLE, proxy.database()).to(journey.to).outcome())
          .isEqualTo(new Outcome.Migrated());
      return proxy.roundTrips().size();
    }
  }

  private void lose(Journey journey, Moment moment) throws IOException {
    var database = SERVER.cloneOf(start(journey));
    String context;
    try (var proxy = moment.inFrontOf(database)) {
      var report = new Pass(BUNDLE, proxy.database()).to(journey.to);
      context =
          "%s, round trip %d %s (%s)"
              .formatted(journey, moment.roundTrip(), moment.fate(), proxy.roundTrips().getLast());
      report
          .fault()
          .ifPresent(
              fault ->
                  assertThat(fault.reason())
                      .as(context + ": " + fault.message())
                      .isIn(Reason.ConnectionLost, Reason.DatabaseUnreachable));
    }

    var report = new Pass(BUNDLE, database).to(journey.then);

    assertThat(report.outcome()).as(context).isIn(new Outcome.Migrated(), new Outcome.Settled());
    assertThat(SchemaPicture.of(database))
        .as(context)
        .isEqualTo(journey.then.equals("head") ? headPicture : basePicture);
    new Ledger(database).requireEachOnce(context);
    SERVER.drop(database);
  }

  private TestDatabase start(Journey journey) {
    return journey.from.equals("head") ? head : base;
  }

  private static TestDatabase prepared(String target) {
    var database = SERVER.createDatabase();
    Ledger.in(database);
    assertThat(new Pass(BUNDLE, database).to(target).fault()).isEmpty();
    return database;
  }
}
