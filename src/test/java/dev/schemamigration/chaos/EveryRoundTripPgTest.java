package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.migration.api.Outcome;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.testing.RoundTripLossProxy;
import dev.schemamigration.testing.RoundTripLossProxy.Fate;
import dev.schemamigration.testing.SchemaSnapshot;
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
  private static final long SEED = ChaosMode.seed();

  /** Where a run goes, and where the next one goes that finds what it left. */
  private enum Transition {
    UP_THEN_UP("base", "head", "head"),
    UP_THEN_DOWN("base", "head", "base"),
    DOWN_THEN_DOWN("head", "base", "base"),
    DOWN_THEN_UP("head", "base", "head");

    private final String from;
    private final String to;
    private final String then;

    Transition(String from, String to, String then) {
      this.from = from;
      this.to = to;
      this.then = then;
    }
  }

  private final TestDatabase head = prepared("head");
  private final TestDatabase base = prepared("base");
  private final List<String> headPicture = SchemaSnapshot.of(head);
  private final List<String> basePicture = SchemaSnapshot.of(base);

  @ParameterizedTest
  @EnumSource(Transition.class)
  @Timeout(3600)
  void whereverTheConnectionIsLostTheNextRunArrives(Transition transition) throws IOException {
    var losses = RoundTripLoss.all(roundTrips(transition));
    var chosen = RoundTripLoss.sampled(losses, SEED);
    var failures = new ArrayList<AssertionError>();
    for (var loss : chosen) {
      try {
        lose(transition, loss);
      } catch (AssertionError e) {
        failures.add(e);
      }
    }
    System.out.printf(
        "%s: %d of %d possible losses, seed %d%n", transition, chosen.size(), losses.size(), SEED);
    assertThat(failures).isEmpty();
  }

  @Test
  void theSchemasToCompareWithDiffer() {
    assertThat(basePicture).isEmpty();
    assertThat(headPicture).hasSizeGreaterThan(30);
  }

  private int roundTrips(Transition transition) throws IOException {
    var database = SERVER.cloneOf(start(transition));
    try (var proxy = RoundTripLossProxy.inFrontOf(database, number -> Fate.PASSES)) {
      assertThat(new MigrationRun(BUNDLE, proxy.database()).migrateTo(transition.to).outcome())
          .isEqualTo(new Outcome.Migrated());
      return proxy.roundTrips().size();
    }
  }

  private void lose(Transition transition, RoundTripLoss loss) throws IOException {
    var database = SERVER.cloneOf(start(transition));
    String context;
    try (var proxy = loss.inFrontOf(database)) {
      var report = new MigrationRun(BUNDLE, proxy.database()).migrateTo(transition.to);
      context =
          "%s, round trip %d %s (%s)"
              .formatted(transition, loss.roundTrip(), loss.fate(), proxy.roundTrips().getLast());
      report
          .fault()
          .ifPresent(
              fault ->
                  assertThat(fault.reason())
                      .as(context + ": " + fault.message())
                      .isIn(Reason.ConnectionLost, Reason.DatabaseUnreachable));
    }

    var report = new MigrationRun(BUNDLE, database).migrateTo(transition.then);

    assertThat(report.outcome()).as(context).isIn(new Outcome.Migrated(), new Outcome.Settled());
    assertThat(SchemaSnapshot.of(database))
        .as(context)
        .isEqualTo(transition.then.equals("head") ? headPicture : basePicture);
    new ExecutionLog(database).requireEachOnce(context);
    SERVER.drop(database);
  }

  private TestDatabase start(Transition transition) {
    return transition.from.equals("head") ? head : base;
  }

  private static TestDatabase prepared(String target) {
    var database = SERVER.createDatabase();
    ExecutionLog.createIn(database);
    assertThat(new MigrationRun(BUNDLE, database).migrateTo(target).fault()).isEmpty();
    return database;
  }
}
