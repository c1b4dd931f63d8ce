package dev.schemamigration.install;

import dev.schemamigration.testing.ProgramResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of the project's shell scripts, run with an environment that a test chooses. */
final class Script {
  private static final Set<String> FOUND_ON_THIS_MACHINE =
      Set.of(
          "JAVA_HOME",
          "KUBEBUILDER_ASSETS",
          "ALEMBIC",
          "PGBOUNCER",
          "PGDUMP",
          "GOOSE",
          "MIGRATE",
          "DBMATE",
          "SQL_MIGRATE");

  private Script() {}

  /**
   * @param environment on top of this JVM's, with an empty value for a variable that is to be unset
   */
  static ProgramResult run(Path script, Map<String, String> environment, String... arguments) {
    var command = new ArrayList<>(List.of("bash", script.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(FOUND_ON_THIS_MACHINE);
    builder.environment().putAll(environment);
    return ProgramResult.toEnd(builder);
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
