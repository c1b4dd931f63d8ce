package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.BreakableLine;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.Tenant;
import dev.schemamigration.testing.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One database on its way from base to head and back, and what is killed meanwhile. */
final class KillRound implements AutoCloseable {
  private static final String APP = "app";
  private static final String LABEL = "chaos";
  private static final Duration PAUSE = Duration.ofMillis(90);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LONGEST_WAIT_MILLIS = 3000;
  private static final int SHORT_WAIT_MILLIS = 500;

  private final Line line;
  private final Random random;
  private final int killsEachWay;
  private final TestDatabase database;
  private final Backends backends;
  private final BreakableLine way;
  private final Tenant tenant;
  private final Operators operators;
  private final Tally tally = new Tally();
  private final List<String> so = new ArrayList<>();

  KillRound(Cluster cluster, Line line, Random random, int killsEachWay, String name) {
    this.line = line;
    this.random = random;
    this.killsEachWay = killsEachWay;
    this.database = line.database(0);
    new Ledger(database).takes(PAUSE);
    this.backends = Backends.of(database);
    this.way = BreakableLine.to(database);
    this.tenant = cluster.tenant(way.database()).withDatabaseSecret();
    boolean standby = random.nextBoolean();
    so.add(name + (standby ? ", leader and standby" : ", one operator"));
    this.operators = new Operators(cluster, LABEL, standby);
  }

  Tally play() {
    tenant.configMap("revisions", MixedRevisions.texts(line.length(), line.server()));
    tenant.apply(
        APP,
        Map.of("operator", LABEL),
        """
        target: head
        database: {secretRef: {name: db}}
        source: {configMaps: [{name: revisions}]}""");
    disturb(true);
    arrive(line.length());

    tenant.patch(APP, "{\"spec\":{\"target\":\"base\"}}");
    disturb(false);
    arrive(0);

    tally.cutOff(new Books(database));
    return tally;
  }

  private void disturb(boolean up) {
    var kinds = kinds();
    var places = places(kinds.size());
    for (int i = 0; i < kinds.size(); i++) {
      awaitMoment(up, places.get(i));
      strike(kinds.get(i));
    }
  }

  /** Every sort of kill, and further ones at random; empty for a kill of the operator. */
  private List<Optional<Blow>> kinds() {
    var kinds = new ArrayList<Optional<Blow>>();
    kinds.add(Optional.empty());
    kinds.add(Optional.of(one(Blow.ON_CONNECTIONS)));
    kinds.add(Optional.of(one(Blow.ON_THE_SERVER)));
    while (kinds.size() < killsEachWay) {
      kinds.add(
          switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(one(Blow.ON_CONNECTIONS));
            default -> Optional.of(one(Blow.ON_THE_SERVER));
          });
    }
    Collections.shuffle(kinds, random);
    return kinds;
  }

  private Blow one(List<Blow> blows) {
    return blows.get(random.nextInt(blows.size()));
  }

  /** After how many revisions each kill comes; several at one place hit the recovery. */
  private List<Integer> places(int count) {
    return random.ints(count, 0, line.length() - 1).sorted().boxed().toList();
  }

  /** Some time after the kill before, or after so many revisions. */
  private void awaitMoment(boolean up, int done) {
    boolean byTime = random.nextInt(3) == 0;
    var wait = Duration.ofMillis(random.nextInt(byTime ? LONGEST_WAIT_MILLIS : SHORT_WAIT_MILLIS));
    so.add(
        "%s, after %s%d ms"
            .formatted(
                up ? "up" : "down", byTime ? "" : done + " revisions and ", wait.toMillis()));
    if (!byTime) {
      await(so.toString())
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                int applied = new Books(database).applied();
                return up ? applied >= done : applied <= line.length() - done;
              });
    }
    await().pollDelay(wait).until(() -> true);
  }

  private void strike(Optional<Blow> blow) {
    so.add(blow.map(Blow::name).orElse("OPERATOR_KILLED"));
    tally.count(so.getLast());
    var ledger = new Ledger(database);
    if (blow.isEmpty() && random.nextBoolean()) {
      so.add("in a statement of a minute");
      ledger.takes(Duration.ofMinutes(1));
      awaitLongStatement();
    }
    var holders = backends.lockHolders();
    if (blow.isPresent()) {
      blow.get().strike(database, way);
      database.server().awaitUp();
    } else {
      operators.kill();
    }
    awaitLockOf(holders);
    ledger.takes(PAUSE);
    if (blow.isEmpty()) {
      operators.replace();
    }
  }

  /** Only of a statement that takes longer can one see that the lock does not wait for its end. */
  private void awaitLongStatement() {
    await(so.toString())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> backends.areInALongStatement() || Kstatus.of(tenant.get(APP)) == Kstatus.CURRENT);
  }

  private void awaitLockOf(List<Long> dead) {
    long struck = System.nanoTime();
    await(so + ": no lock of a dead client is left after two seconds")
        .atMost(Duration.ofSeconds(2))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Collections.disjoint(backends.lockHolders(), dead));
    tally.lockHeld(Duration.ofNanos(System.nanoTime() - struck));
  }

  /** Nobody helps: it gets there by itself, and everything is as if nothing had happened. */
  private void arrive(int applied) {
    tenant.awaitReady(APP, Line.target(applied), PATIENCE);
    var context = so.toString();
    line.requireUnscathed(database, applied, context);
    await(context + ": no lock is left").until(() -> backends.lockHolders().isEmpty());
    assertThat(tenant.events(APP))
        .as("%s: nobody was called", context)
        .noneMatch(event -> event.getType().equals("Warning"));
    assertThat(operators.areAlive()).as("%s: operators", context).isTrue();
  }

  @Override
  public void close() throws IOException {
    operators.close();
    way.close();
  }
}
