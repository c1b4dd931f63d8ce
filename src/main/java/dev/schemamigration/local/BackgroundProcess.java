package dev.schemamigration.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A long-running program that this process started; its words go to a file. */
final class BackgroundProcess implements AutoCloseable {
  private final String name;
  private final Process process;
  private final Path log;
  private final Thread endWithUs;

  private BackgroundProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.endWithUs = new Thread(process::destroyForcibly, "end of " + name);
    try {
      Runtime.getRuntime().addShutdownHook(endWithUs);
    } catch (IllegalStateException e) {
      // This process is ending already, and nobody would end that one.
      process.destroyForcibly();
      throw e;
    }
  }

  /**
   * @param environment added to this process's own
   * @param log appended to
   */
  static BackgroundProcess start(
      String name, List<String> command, Map<String, String> environment, Path log) {
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return new BackgroundProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** Lets it outlive this process. */
  void leaveRunning() {
    forget();
  }

  /** Its name, how it stands and the last lines that it wrote. */
  String lastWords() {
    var state = process.isAlive() ? "is running" : "ended with exit code " + process.exitValue();
    try {
      var lines = Files.readAllLines(log);
      var tail = lines.subList(Math.max(0, lines.size() - 15), lines.size());
      return "%s %s; the end of %s:%n%s".formatted(name, state, log, String.join("\n", tail));
    } catch (IOException e) {
      return "%s %s; %s cannot be read".formatted(name, state, log);
    }
  }

  /** Asks it to end and waits, then ends it the hard way. */
  void stop(Duration grace) {
    process.destroy();
    try {
      if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    forget();
  }

  /** Ends it the hard way, for programs whose state goes with them. */
  @Override
  public void close() {
    kill();
    forget();
  }

  private void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(endWithUs);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook is running already and finds nothing left to do.
      return;
    }
  }
}
