package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of the packaged {@code schemactl}, as a process of its own. */
public final class Command {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;

  private Command(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it. */
  public static Command schemactl(String... arguments) {
    var words = new ArrayList<>(List.of("bin/schemactl"));
    words.addAll(List.of(arguments));
    try {
      var output = Files.createTempFile("schemactl", ".out");
      output.toFile().deleteOnExit();
      var builder = new ProcessBuilder(words).redirectErrorStream(true);
      var command = new Command(builder.redirectOutput(output.toFile()).start(), output);
      Runtime.getRuntime().addShutdownHook(new Thread(command.process::destroyForcibly));
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with what it said if it has ended. */
  public void requireRunning() {
    assertThat(process.isAlive()).as(said()).isTrue();
  }

  /** Waits until it ends, which it must do well; returns what it said. */
  public String requireSuccess() {
    try {
      assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
          .as("it ends: " + said())
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(process.exitValue()).as(said()).isZero();
    return said();
  }

  private String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
