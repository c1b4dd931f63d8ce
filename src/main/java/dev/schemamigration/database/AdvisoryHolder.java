package dev.schemamigration.database;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * A session that holds an advisory lock.
 *
 * @param pid server process id
 * @param applicationName as the session calls itself, may be empty
 * @param state of {@code pg_stat_activity}, or that it is not shown
 * @param queryAge how long it has been in that state, where the role may know
 */
public record AdvisoryHolder(
    int pid, String applicationName, String state, Optional<Duration> queryAge) {
  public AdvisoryHolder {
    Objects.requireNonNull(applicationName);
    Objects.requireNonNull(state);
    Objects.requireNonNull(queryAge);
  }

  /** For messages: {@code pid 4711 (schema-migration/shop/app/002, active for 12 s)}. */
  public String described() {
    var name = applicationName.isEmpty() ? "no application name" : applicationName;
    var age = queryAge.map(it -> " for " + it.toSeconds() + " s").orElse("");
    return "pid " + pid + " (" + name + ", " + state + age + ")";
  }
}
