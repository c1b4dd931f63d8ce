package dev.schemamigration.cli.output;

import dev.schemamigration.text.Printable;
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

  /** The name by which the program was called: the plugin of kubectl has one of its own. */
  public String program() {
    return environment.getOrDefault("SCHEMACTL_PROGRAM", "schemactl");
  }

  /**
   * Whether results may have colours: on a terminal, as the launcher finds, and where NO_COLOR does
   * not forbid it.
   */
  public boolean colored() {
    return environment.getOrDefault("SCHEMACTL_TERMINAL", "").equals("1")
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /** Whether a line on standard error may be redrawn: on a terminal, as the launcher finds. */
  boolean redraws() {
    return environment.getOrDefault("SCHEMACTL_PROGRESS", "").equals("1")
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  /**
   * Prints a line, one part of it in a style where there are colours.
   *
   * @param before the part without style
   * @param text the part in the style
   */
  void print(String before, Style style, String text) {
    var line = Printable.line(before) + style.painted(Printable.line(text), colored()) + "\n";
    // The escape sequences of the style pass; those of foreign texts are gone.
    out.writeBytes(line.getBytes(out.charset()));
    out.flush();
  }

  /** That of this process. */
  public static Console ofProcess() {
    return new Console(System.out, System.err, System.getenv());
  }
}
