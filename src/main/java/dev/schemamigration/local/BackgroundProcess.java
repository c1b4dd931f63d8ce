package dev.schemamigration.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A long-running program that this process started; its output goes to a log file. */
final class BackgroundProcess implements AutoCloseable {
  private final String name;
  private final Process process;
  private final Path log;
  private final Thread shutdownHook;

  private BackgroundProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.shutdownHook = new Thread(process::destroyForcibly, "end of " + name);
    try {
      Runtime.getRuntime().addShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // This process is shutting down already, so no hook would end that one.
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

  /** Keeps it running after this process. */
  void leaveRunning() {
    removeShutdownHook();
  }

  /** Name, state and the last lines of the log. */
  String logTail() {
    var state = process.isAlive() ? "is running" : "ended with exit code " + process.exitValue();
    try {
      var lines = Files.readAllLines(log);
      var tail = lines.subList(Math.max(0, lines.size() - 15), lines.size());
      return "%s %s; the end of %s:%n%s".formatted(name, state, log, String.join("\n", tail));
    } catch (IOException e) {
      return "%s %s; %s cannot be read".formatted(name, state, log);
    }
  }

  /** Sends SIGTERM and waits; sends SIGKILL after the grace period. */
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
    removeShutdownHook();
  }

  /** Sends SIGKILL, for programs whose state is deleted with them. */
  @Override
  public void close() {
    kill();
    removeShutdownHook();
  }

  private void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void removeShutdownHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down: the hook runs already and has nothing left to end.
      return;
    }
  }
}
