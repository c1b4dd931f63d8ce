package dev.schemamigration.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LeaseTimesTest {

  @ParameterizedTest
  @CsvSource({
    "PT10S, PT7S, PT1S",
    "PT15S, PT10S, PT2S",
    "PT2S, PT1S, PT0.333S",
    "PT60S, PT59S, PT19.6S"
  })
  void timesThatFitTogetherAreTaken(Duration duration, Duration deadline, Duration period) {
    assertThat(new LeaseTimes(duration, deadline, period).renewDeadline()).isEqualTo(deadline);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PT1.5S | PT0.4S | PT0.1S | SCHEMA_MIGRATION_LEASE_DURATION: 1500ms is not a number of whole"
            + " seconds, as a Lease holds it",
        "PT0S | PT0S | PT0S | SCHEMA_MIGRATION_LEASE_DURATION: 0s is not a number of whole seconds,"
            + " as a Lease holds it",
        "PT-5S | PT-7S | PT1S | SCHEMA_MIGRATION_LEASE_DURATION: -5s is not a number of whole"
            + " seconds, as a Lease holds it",
        "PT10S | PT9.1S | PT1S | SCHEMA_MIGRATION_LEASE_RENEW_DEADLINE: 9100ms is not at least a"
            + " second less than SCHEMA_MIGRATION_LEASE_DURATION (10s): a leader has to stop before"
            + " another one starts",
        "PT10S | PT10S | PT1S | SCHEMA_MIGRATION_LEASE_RENEW_DEADLINE: 10s is not at least a second"
            + " less than SCHEMA_MIGRATION_LEASE_DURATION (10s): a leader has to stop before another"
            + " one starts",
        "PT10S | PT7S | PT0S | SCHEMA_MIGRATION_LEASE_RETRY_PERIOD: 0s is less than 100ms",
        "PT10S | PT7S | PT3S | SCHEMA_MIGRATION_LEASE_RETRY_PERIOD: 3s is more than a third of"
            + " SCHEMA_MIGRATION_LEASE_RENEW_DEADLINE (7s): one request that fails must not end a"
            + " leader",
        "PT10S | PT-7S | PT1S | SCHEMA_MIGRATION_LEASE_RETRY_PERIOD: 1s is more than a third of"
            + " SCHEMA_MIGRATION_LEASE_RENEW_DEADLINE (-7s): one request that fails must not end a"
            + " leader",
      })
  void othersAreRefusedInOneSentence(
      Duration duration, Duration deadline, Duration period, String message) {
    assertThatThrownBy(() -> new LeaseTimes(duration, deadline, period))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }
}
