package dev.schemamigration.app;

import dev.schemamigration.text.Printable;
import io.quarkus.logging.LoggingFilter;
import java.time.Duration;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Makes lines of the log short, single and printable. Libraries report each failed try with a stack
 * trace: of these a sentence stays, and the same one is not repeated for a while; with the level
 * DEBUG for its category, the trace stays. The traces of this program stay.
 */
@LoggingFilter(name = "one-line")
public final class LogFilter implements Filter {
  private static final String OURS = "dev.schemamigration.";
  private static final Pattern ADVICE = Pattern.compile("Use '|You can try to kill");
  private static final String START = "io.quarkus.runtime.Application";

  private final Repetitions repetitions = new Repetitions(Duration.ofMinutes(10), System::nanoTime);

  @Override
  public boolean isLoggable(LogRecord entry) {
    var name = String.valueOf(entry.getLoggerName());
    var line = ExtLogRecord.wrap(entry);
    if (isPartOfAnother(name, entry, line.getFormattedMessage())) {
      return false;
    }
    if (name.startsWith(OURS)) {
      set(entry, Printable.text(line.getFormattedMessage()));
      entry.setThrown(PrintableThrowable.of(entry.getThrown()));
      return true;
    }
    return isShown(name, entry, line.getFormattedMessage());
  }

  private boolean isShown(String name, LogRecord entry, String message) {
    var thrown = entry.getThrown();
    if (thrown == null) {
      set(entry, Printable.line(beginning(name, entry, message)));
    } else if (Logger.getLogger(name).isLoggable(Level.FINE)) {
      set(entry, Printable.line(message));
      entry.setThrown(PrintableThrowable.of(thrown));
      return true;
    } else {
      set(
          entry,
          Printable.line(beginning(name, entry, message) + ": " + FailureSentence.of(thrown)));
      entry.setThrown(null);
    }
    if (entry.getLevel().intValue() < Level.WARNING.intValue()) {
      return true;
    }
    var more = repetitions.since(what(name, entry.getMessage()));
    more.filter(count -> count > 0)
        .ifPresent(count -> set(entry, entry.getMessage() + " (and " + count + " times before)"));
    return more.isPresent();
  }

  /** A missing right is one thing, however many objects it is missing for. */
  private static String what(String logger, String message) {
    int forbidden = message.indexOf(" is forbidden: ");
    return forbidden < 0 ? logger + message : message.substring(forbidden);
  }

  /** A port that is taken is a message without an exception. */
  private static String beginning(String logger, LogRecord entry, String message) {
    if (!logger.equals(START) || entry.getLevel().intValue() < Level.SEVERE.intValue()) {
      return message;
    }
    return "the operator cannot start"
        + (entry.getThrown() == null
            ? ": " + message + " Set QUARKUS_HTTP_PORT to a free port."
            : "");
  }

  /**
   * The end of the leader election is an interruption; a watch that fails while the operator starts
   * ends that, of which another line tells; and so it is with advice on a port that is taken.
   */
  private static boolean isPartOfAnother(String logger, LogRecord entry, String message) {
    return logger.endsWith(".LeaderElector") && interrupted(entry.getThrown())
        || logger.equals(START)
            && entry.getLevel().intValue() == Level.WARNING.intValue()
            && ADVICE.matcher(message).lookingAt()
        || entry.getThrown() != null
            && (logger.endsWith(".InformerWrapper")
                || logger.endsWith(".Reflector") && message.contains("will stop"));
  }

  private static boolean interrupted(Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException) {
        return true;
      }
    }
    return false;
  }

  private static void set(LogRecord entry, String message) {
    if (entry instanceof ExtLogRecord extended) {
      extended.setMessage(message, ExtLogRecord.FormatStyle.NO_FORMAT);
    } else {
      entry.setMessage(message);
    }
    entry.setParameters(null);
  }
}
