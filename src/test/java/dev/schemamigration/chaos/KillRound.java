package dev.schemamigration.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.reason.Disposition;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.testing.Cluster;
import dev.schemamigration.testing.Kstatus;
import dev.schemamigration.testing.ResettingProxy;
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

/** One database that is migrated from base to head and back while faults are injected. */
final class KillRound implements AutoCloseable {
  private static final String APP = "app";
  private static final String LABEL = "chaos";
  private static final Duration PAUSE = Duration.ofMillis(90);
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int LONGEST_WAIT_MILLIS = 3000;
  private static final int SHORT_WAIT_MILLIS = 500;

  private final ReferenceHistory reference;
  private final Random random;
  private final int killsEachWay;
  private final TestDatabase database;
  private final Backends backends;
  private final ResettingProxy proxy;
  private final Tenant tenant;
  private final OperatorReplicas replicas;
  private final KillStatistics statistics = new KillStatistics();
  private final List<String> steps = new ArrayList<>();

  KillRound(
      Cluster cluster, ReferenceHistory reference, Random random, int killsEachWay, String name) {
    this.reference = reference;
    this.random = random;
    this.killsEachWay = killsEachWay;
    this.database = reference.database(0);
    new ExecutionLog(database).setDuration(PAUSE);
    this.backends = Backends.of(database);
    this.proxy = ResettingProxy.to(database);
    this.tenant = cluster.tenant(proxy.database()).withDatabaseSecret();
    boolean standby = random.nextBoolean();
    steps.add(name + (standby ? ", leader and standby" : ", one operator"));
    this.replicas = new OperatorReplicas(cluster, LABEL, standby);
  }

  KillStatistics run() {
    tenant.configMap("revisions", MixedRevisions.texts(reference.length(), reference.server()));
    tenant.apply(
        APP,
        Map.of("operator", LABEL),
        """
        target: head
        database: {secretRef: {name: db}}
        source: {configMaps: [{name: revisions}]}""");
    injectFaults(true);
    awaitRecovery(reference.length());

    tenant.patch(APP, "{\"spec\":{\"target\":\"base\"}}");
    injectFaults(false);
    awaitRecovery(0);

    statistics.addInterrupted(new TrackingRecords(database));
    return statistics;
  }

  private void injectFaults(boolean up) {
    var faults = faults();
    var revisionsBefore = revisionsBefore(faults.size());
    for (int i = 0; i < faults.size(); i++) {
      awaitKillTime(up, revisionsBefore.get(i));
      inject(faults.get(i));
    }
  }

  /** Every kind of fault, and further ones at random; empty for a kill of the operator. */
  private List<Optional<InjectedFault>> faults() {
    var faults = new ArrayList<Optional<InjectedFault>>();
    faults.add(Optional.empty());
    faults.add(Optional.of(pick(InjectedFault.ON_CONNECTIONS)));
    faults.add(Optional.of(pick(InjectedFault.ON_THE_SERVER)));
    while (faults.size() < killsEachWay) {
      faults.add(
          switch (random.nextInt(3)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(pick(InjectedFault.ON_CONNECTIONS));
            default -> Optional.of(pick(InjectedFault.ON_THE_SERVER));
          });
    }
    Collections.shuffle(faults, random);
    return faults;
  }

  private InjectedFault pick(List<InjectedFault> faults) {
    return faults.get(random.nextInt(faults.size()));
  }

  /** After how many revisions each fault comes; several after the same one hit the recovery. */
  private List<Integer> revisionsBefore(int count) {
    return random.ints(count, 0, reference.length() - 1).sorted().boxed().toList();
  }

  /** Waits some time after the fault before, or until so many revisions are done. */
  private void awaitKillTime(boolean up, int done) {
    boolean byTime = random.nextInt(3) == 0;
    var wait = Duration.ofMillis(random.nextInt(byTime ? LONGEST_WAIT_MILLIS : SHORT_WAIT_MILLIS));
    steps.add(
        "%s, after %s%d ms"
            .formatted(
                up ? "up" : "down", byTime ? "" : done + " revisions and ", wait.toMillis()));
    if (!byTime) {
      await(steps.toString())
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                int applied = new TrackingRecords(database).applied();
                return up ? applied >= done : applied <= reference.length() - done;
              });
    }
    await().pollDelay(wait).until(() -> true);
  }

  private void inject(Optional<InjectedFault> fault) {
    steps.add(fault.map(InjectedFault::name).orElse("OPERATOR_KILLED"));
    statistics.count(steps.getLast());
    var executions = new ExecutionLog(database);
    if (fault.isEmpty() && random.nextBoolean()) {
      steps.add("in a statement of a minute");
      executions.setDuration(Duration.ofMinutes(1));
      awaitLongStatement();
    }
    var holders = backends.lockHolders();
    if (fault.isPresent()) {
      fault.get().inject(database, proxy);
      database.server().awaitUp();
    } else {
      replicas.kill();
    }
    awaitLockOf(holders);
    executions.setDuration(PAUSE);
    if (fault.isEmpty()) {
      replicas.replace();
    }
  }

  /** Only of a statement that takes longer can one see that the lock does not wait for its end. */
  private void awaitLongStatement() {
    await(steps.toString())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> backends.areInALongStatement() || Kstatus.of(tenant.get(APP)) == Kstatus.CURRENT);
  }

  private void awaitLockOf(List<Long> dead) {
    long killed = System.nanoTime();
    await(steps + ": no lock of a dead client is left after two seconds")
        .atMost(Duration.ofSeconds(2))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Collections.disjoint(backends.lockHolders(), dead));
    statistics.recordLockHeld(Duration.ofNanos(System.nanoTime() - killed));
  }

  /** Requires recovery without intervention, to the state of an undisturbed run. */
  private void awaitRecovery(int applied) {
    tenant.awaitReady(APP, ReferenceHistory.target(applied), PATIENCE);
    var context = steps.toString();
    reference.requireReferenceState(database, applied, context);
    await(context + ": no lock is left").until(() -> backends.lockHolders().isEmpty());
    assertThat(tenant.events(APP))
        .as("%s: nothing was told that does not pass by itself", context)
        .filteredOn(event -> event.getType().equals("Warning"))
        .allMatch(event -> Reason.valueOf(event.getReason()).next() == Disposition.RETRY);
    assertThat(replicas.areAlive()).as("%s: replicas", context).isTrue();
  }

  @Override
  public void close() throws IOException {
    replicas.close();
    proxy.close();
  }
}
