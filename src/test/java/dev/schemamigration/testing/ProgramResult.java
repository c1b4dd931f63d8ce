package dev.schemamigration.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Exit code and output of a program that a test has run, without input and with a time limit. */
public record ProgramResult(int exitCode, String out, String err) {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Runs it to its end. */
  public static ProgramResult toEnd(ProcessBuilder builder) {
    return toEnd(builder, PATIENCE);
  }

  static ProgramResult toEnd(ProcessBuilder builder, Duration patience) {
    try {
      var out = Files.createTempFile("program", ".out");
      var err = Files.createTempFile("program", ".err");
      try {
        // Through files: what it has started and left running may hold a pipe open for ever.
        var process =
            builder
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        awaitEnd(process, builder, patience, out, err);
        return new ProgramResult(process.exitValue(), Files.readString(out), Files.readString(err));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitEnd(
      Process process, ProcessBuilder builder, Duration patience, Path out, Path err)
      throws IOException {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            "%s still runs after %s; it has said: %s%s"
                .formatted(
                    builder.command(), patience, Files.readString(out), Files.readString(err)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + builder.command(), e);
    } finally {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }
}
