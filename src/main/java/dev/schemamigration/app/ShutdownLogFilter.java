package dev.schemamigration.app;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/** Keeps out of the log that the leader election was interrupted: that is how it is stopped. */
@LoggingFilter(name = "shutdown-noise")
public final class ShutdownLogFilter implements Filter {
  @Override
  public boolean isLoggable(LogRecord line) {
    return !(String.valueOf(line.getLoggerName()).endsWith(".LeaderElector")
        && interrupted(line.getThrown()));
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
