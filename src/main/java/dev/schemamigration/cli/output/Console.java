package dev.schemamigration.cli.output;

import java.io.PrintStream;
import java.util.Map;

/**
 * The output streams and the environment of a command.
 *
 * @param out results, and nothing but results
 * @param err progress and errors
 * @param environment the process's variables
 */
public record Console(PrintStream out, PrintStream err, Map<String, String> environment) {
  public Console {
    environment = Map.copyOf(environment);
  }

  /** That of this process. */
  public static Console ofProcess() {
    return new Console(System.out, System.err, System.getenv());
  }
}
