package dev.schemamigration.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One of the project's shell scripts, run with an environment that a test chooses. */
final class Script {
  private Script() {}

  /** What a script that has ended left behind. */
  record Result(int exitCode, String out, String err) {}

  /**
   * @param environment on top of this JVM's, with an empty value for a variable that is to be unset
   */
  static Result run(Path script, Map<String, String> environment, String... arguments) {
    try {
      var command = new ArrayList<>(List.of("bash", script.toAbsolutePath().toString()));
      command.addAll(List.of(arguments));
      var err = Files.createTempFile("script", ".err");
      var builder = new ProcessBuilder(command).redirectError(err.toFile());
      builder.environment().remove("JAVA_HOME");
      builder.environment().remove("KUBEBUILDER_ASSETS");
      builder.environment().remove("ALEMBIC");
      builder.environment().remove("PGBOUNCER");
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      var out = new String(process.getInputStream().readAllBytes());
      var exitCode = process.waitFor();
      var result = new Result(exitCode, out, Files.readString(err));
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Writes an executable shell script. */
  static Path write(Path file, String body) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, "#!/bin/sh\n" + body + "\n");
      if (!file.toFile().setExecutable(true)) {
        throw new IllegalStateException(file + " cannot be made executable");
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
