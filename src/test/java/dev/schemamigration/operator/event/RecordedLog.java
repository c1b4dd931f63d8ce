package dev.schemamigration.operator.event;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** The lines that one class writes into the log while this is open. */
public final class RecordedLog extends Handler implements AutoCloseable {
  private final Logger logger;
  private final List<String> lines = new CopyOnWriteArrayList<>();

  public RecordedLog(String name) {
    logger = Logger.getLogger(name);
    logger.addHandler(this);
  }

  /** Level and message of each line; the fields of the line at its end. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void publish(LogRecord line) {
    var extended = ExtLogRecord.wrap(line);
    extended.copyMdc();
    var fields = extended.getMdcCopy();
    var level = line.getLevel().intValue() >= Level.WARNING.intValue() ? "WARN" : "INFO";
    lines.add(
        level
            + " "
            + extended.getFormattedMessage()
            + (fields.isEmpty() ? "" : " " + new java.util.TreeMap<>(fields)));
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
