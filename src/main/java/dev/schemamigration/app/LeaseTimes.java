package dev.schemamigration.app;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;

/**
 * How long the lease lasts, and how it is renewed. A standby waits longer than the leader writes,
 * by the time in which a write that is under way arrives and by which two machines' clocks may
 * differ.
 *
 * @param duration after its last renewal a standby takes the lease
 * @param renewDeadline after its last renewal the leader gives up: until then it writes
 * @param retryPeriod between two renewals
 */
record LeaseTimes(Duration duration, Duration renewDeadline, Duration retryPeriod) {
  private static final Duration SHORTEST_MARGIN = Duration.ofSeconds(1);
  private static final Duration SHORTEST_PERIOD = Duration.ofMillis(100);

  /** Two lost requests in a row must not end a leader. */
  private static final int TRIES = 3;

  /**
   * @throws ConfigurationException when they do not fit together; Quarkus prints its message only
   */
  LeaseTimes {
    if (duration.toNanosPart() != 0 || !duration.isPositive()) {
      throw new ConfigurationException(
          "SCHEMA_MIGRATION_LEASE_DURATION: %s is not a number of whole seconds, as a Lease holds it"
              .formatted(shown(duration)));
    }
    if (renewDeadline.plus(SHORTEST_MARGIN).compareTo(duration) > 0) {
      throw new ConfigurationException(
          ("SCHEMA_MIGRATION_LEASE_RENEW_DEADLINE: %s is not at least a second less than"
                  + " SCHEMA_MIGRATION_LEASE_DURATION (%s): a leader has to stop before another one"
                  + " starts")
              .formatted(shown(renewDeadline), shown(duration)));
    }
    if (retryPeriod.compareTo(SHORTEST_PERIOD) < 0) {
      throw new ConfigurationException(
          "SCHEMA_MIGRATION_LEASE_RETRY_PERIOD: %s is less than %s"
              .formatted(shown(retryPeriod), shown(SHORTEST_PERIOD)));
    }
    if (retryPeriod.multipliedBy(TRIES).compareTo(renewDeadline) > 0) {
      throw new ConfigurationException(
          ("SCHEMA_MIGRATION_LEASE_RETRY_PERIOD: %s is more than a third of"
                  + " SCHEMA_MIGRATION_LEASE_RENEW_DEADLINE (%s): one request that fails must not end"
                  + " a leader")
              .formatted(shown(retryPeriod), shown(renewDeadline)));
    }
  }

  static LeaseTimes of(OperatorSettings settings) {
    return new LeaseTimes(
        settings.leaseDuration(), settings.leaseRenewDeadline(), settings.leaseRetryPeriod());
  }

  private static String shown(Duration time) {
    return time.toMillisPart() == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
  }
}
