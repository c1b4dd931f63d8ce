package dev.schemamigration.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes to and what surrounds it.
 *
 * @param out results, and nothing but results
 * @param err what goes on meanwhile, and what went wrong
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
