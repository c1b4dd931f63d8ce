package dev.schemamigration.database.session;

import java.time.Instant;
import java.util.Optional;

/**
 * A session that holds a lock for which the migration waits.
 *
 * @param pid server process id
 * @param applicationName {@code application_name} of the session, may be empty
 * @param state of {@code pg_stat_activity}, e.g. {@code idle in transaction}
 * @param since begin of that session's transaction, if it has one
 * @param lock mode of the lock, e.g. {@code AccessShareLock}
 */
public record LockHolder(
    int pid, String applicationName, String state, Optional<Instant> since, String lock) {}
