package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged {@code schemactl} as a process of its own. */
public final class SchemactlProcess {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;

  private SchemactlProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it. */
  public static SchemactlProcess schemactl(String... arguments) {
    return schemactl(Map.of(), arguments);
  }

  /** Starts it with variables of its environment. */
  public static SchemactlProcess schemactl(Map<String, String> environment, String... arguments) {
    var words = new ArrayList<>(List.of("bin/schemactl"));
    words.addAll(List.of(arguments));
    try {
      var output = Files.createTempFile("schemactl", ".out");
      output.toFile().deleteOnExit();
      var builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var command = new SchemactlProcess(builder.redirectOutput(output.toFile()).start(), output);
      Runtime.getRuntime().addShutdownHook(new Thread(command.process::destroyForcibly));
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with its output if it has ended. */
  public void requireRunning() {
    assertThat(process.isAlive()).as(output()).isTrue();
  }

  /** Waits until it has printed a text; fails if it ends before. */
  public void awaitOutput(String text) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              var alive = process.isAlive();
              var printed = output().contains(text);
              assertThat(alive || printed).as("it prints %s: %s", text, output()).isTrue();
              return printed;
            });
  }

  /** Waits until it ends successfully; returns its output. */
  public String requireSuccess() {
    return requireEnd(0);
  }

  /** Waits until it ends with an exit code; returns its output. */
  public String requireEnd(int exitCode) {
    try {
      assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
          .as("it ends: " + output())
          .isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(process.exitValue()).as(output()).isEqualTo(exitCode);
    return output();
  }

  private String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
