package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.MigrationFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the Alembic of this machine in an environment. It runs the programs in there. */
final class AlembicProgram {
  private static final String CONFIGURATION = "alembic.ini";
  private static final int MINUTES = 5;

  private final Path folder;
  private final String executable;

  private AlembicProgram(Path folder, String executable) {
    this.folder = folder;
    this.executable = executable;
  }

  /**
   * What a command wrote.
   *
   * @param failure why it failed; empty when it did not
   */
  record Run(String output, String failure) {}

  /** Alembic in the folder of the configuration, which is that of the revisions or above it. */
  static AlembicProgram in(MigrationFolder folder) {
    var path = folder.path().toAbsolutePath().normalize();
    return new AlembicProgram(
        Stream.concat(Stream.of(path), Optional.ofNullable(path.getParent()).stream())
            .filter(it -> Files.isRegularFile(it.resolve(CONFIGURATION)))
            .findFirst()
            .orElse(path),
        folder.environment().getOrDefault("ALEMBIC", "alembic"));
  }

  /** Runs a command. */
  Run run(String... arguments) {
    if (!Files.isRegularFile(folder.resolve(CONFIGURATION))) {
      return new Run("", "there is no alembic.ini in the directory or above it");
    }
    var command = new ArrayList<String>();
    command.add(executable);
    command.addAll(List.of("-c", CONFIGURATION));
    command.addAll(List.of(arguments));
    try {
      return run(command);
    } catch (IOException e) {
      return new Run("", "alembic cannot be run; put it on the PATH, or its path into ALEMBIC");
    }
  }

  private Run run(List<String> command) throws IOException {
    var out = Files.createTempFile("alembic", ".out");
    var err = Files.createTempFile("alembic", ".err");
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return new Run("", "alembic did not end within " + MINUTES + " minutes");
      }
      var output = Files.readString(out, StandardCharsets.UTF_8);
      return process.exitValue() == 0
          ? new Run(output, "")
          : new Run("", "alembic failed: " + last(Files.readString(err), output));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Run("", "interrupted");
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** The last line that says something. */
  private static String last(String err, String out) {
    return Stream.of(err, out)
        .flatMap(
            it -> it.lines().filter(line -> !line.isBlank()).toList().reversed().stream().limit(1))
        .findFirst()
        .orElse("it says nothing")
        .strip();
  }
}
