package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A program in a terminal of its own, which {@code script} of util-linux makes; what it prints to
 * both streams comes as one text, with the terminal's line ends.
 */
public final class TerminalProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Process process;
  private final Path output;

  private TerminalProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts it. */
  public static TerminalProcess start(Map<String, String> environment, String... words) {
    requireScript();
    try {
      var output = Files.createTempFile("terminal", ".out");
      output.toFile().deleteOnExit();
      var command = Stream.of(words).map(TerminalProcess::quoted).collect(Collectors.joining(" "));
      // Without exec the shell of script would get the signal first.
      var builder =
          new ProcessBuilder("script", "-q", "-e", "-f", "-c", "exec " + command, "/dev/null");
      builder.environment().put("TERM", "xterm");
      builder.environment().putAll(environment);
      return new TerminalProcess(
          builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static void requireScript() {
    if (Stream.of(System.getenv("PATH").split(":"))
        .noneMatch(it -> Files.isExecutable(Path.of(it, "script")))) {
      var message = "the program \"script\" of util-linux is missing";
      if ("true".equals(System.getenv("CI"))) {
        fail("CI=true, so tests in a terminal may not be skipped: " + message);
      }
      System.err.println("*** SKIPPED: " + message + " ***");
      abort(message);
    }
  }

  /** What it has printed until now. */
  public String text() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has printed something. */
  public void await(String part) {
    Awaitility.await().atMost(PATIENCE).until(() -> text().contains(part));
  }

  /** Presses Ctrl-C. */
  public void interrupt() {
    try {
      process.getOutputStream().write(3);
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end; returns its exit code. */
  public int end() {
    try {
      assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).as(text()).isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
