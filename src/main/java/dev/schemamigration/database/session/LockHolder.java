package dev.schemamigration.database.session;

import java.time.Instant;
import java.util.Optional;

/**
 * A session that holds what the migration waits for.
 *
 * @param pid server process id
 * @param applicationName as the session calls itself, may be empty
 * @param state of {@code pg_stat_activity}, e.g. {@code idle in transaction}
 * @param since when that session's transaction began, if it has one
 * @param lock mode of the lock it holds, e.g. {@code AccessShareLock}
 */
public record LockHolder(
    int pid, String applicationName, String state, Optional<Instant> since, String lock) {}
