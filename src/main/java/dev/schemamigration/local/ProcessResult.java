package dev.schemamigration.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Exit code and output of a program that has ended. Output keeps its line ends. */
public record ProcessResult(int exitCode, String out, String err) {

  /**
   * Runs a program to its end; its streams are files, so that it cannot block on a full pipe.
   *
   * @param input what the program reads from its standard input
   */
  public static ProcessResult of(ProcessBuilder program, String input) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("ran");
      var in = Files.writeString(folder.resolve("in"), input);
      var out = folder.resolve("out");
      var err = folder.resolve("err");
      var process =
          program
              .redirectInput(in.toFile())
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      try {
        var exitCode = process.waitFor();
        return new ProcessResult(exitCode, Files.readString(out), Files.readString(err));
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted: " + program.command(), e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      ScratchFolders.delete(folder);
    }
  }

  public boolean succeeded() {
    return exitCode == 0;
  }

  /**
   * This, if the program succeeded.
   *
   * @throws IllegalStateException with the program's output, otherwise
   */
  public ProcessResult orThrow() {
    if (!succeeded()) {
      throw new IllegalStateException("exit code " + exitCode + ": " + (err + out).strip());
    }
    return this;
  }
}
