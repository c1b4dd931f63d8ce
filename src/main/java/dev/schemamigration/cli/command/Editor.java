package dev.schemamigration.cli.command;

import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Starts the editor of the user on this terminal, and waits for its end. */
final class Editor {
  private final Map<String, String> environment;

  Editor(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Opens a file.
   *
   * @throws FailureException when no editor is named, or it fails
   */
  void open(Path file) {
    var command =
        variable("VISUAL")
            .or(() -> variable("EDITOR"))
            .orElseThrow(
                () ->
                    new FailureException(
                        Failure.usage("no editor is named; set VISUAL or EDITOR")));
    var code = run(command, file);
    if (code != 0) {
      throw failed(command, "ended with exit code " + code);
    }
  }

  /** Its command may have arguments of its own, as {@code code --wait}; the shell splits them. */
  private static int run(String command, Path file) {
    try {
      return new ProcessBuilder("sh", "-c", command + " \"$1\"", "sh", file.toString())
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw failed(command, "cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(command, "was interrupted");
    }
  }

  private static FailureException failed(String command, String what) {
    return new FailureException(
        new Failure(ExitCode.FAILED, "EditorFailed", "the editor \"" + command + "\" " + what));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(it -> !it.isBlank());
  }
}
