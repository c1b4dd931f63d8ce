package dev.schemamigration.app;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/** Drops the log record of the leader election's interruption, which is how it is stopped. */
@LoggingFilter(name = "shutdown-noise")
public final class ShutdownLogFilter implements Filter {
  @Override
  public boolean isLoggable(LogRecord entry) {
    return !(String.valueOf(entry.getLoggerName()).endsWith(".LeaderElector")
        && interrupted(entry.getThrown()));
  }

  private static boolean interrupted(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }
}
