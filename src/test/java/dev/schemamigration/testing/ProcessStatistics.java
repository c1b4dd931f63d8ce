package dev.schemamigration.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * What Linux says of a process.
 *
 * @param cpu that it has used, user and system
 * @param peakKb the most memory that it had resident
 * @param threads that it has now
 */
public record ProcessStatistics(Duration cpu, long peakKb, long threads) {
  /** Linux counts processor time in hundredths of a second for programs of every platform. */
  private static final long TICK_MILLIS = 10;

  /** Of a process that runs. */
  public static ProcessStatistics of(long pid) {
    var folder = Path.of("/proc", Long.toString(pid));
    try {
      var stat = Files.readString(folder.resolve("stat"));
      // After the name, which may hold blanks: state is the third field, times are 14 and 15.
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      var status = Files.readString(folder.resolve("status"));
      return new ProcessStatistics(
          Duration.ofMillis(
              (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MILLIS),
          number(status, "VmHWM"),
          number(status, "Threads"));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " has ended", e);
    }
  }

  private static long number(String status, String field) {
    var line = Pattern.compile("(?m)^" + field + ":\\s+(\\d+)").matcher(status);
    if (!line.find()) {
      throw new IllegalStateException("no " + field + " in " + status);
    }
    return Long.parseLong(line.group(1));
  }
}
