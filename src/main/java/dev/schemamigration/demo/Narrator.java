package dev.schemamigration.demo;

import dev.schemamigration.local.ProcessResult;
import java.io.PrintStream;
import java.util.List;

/** Prints the demo: an explanation of each step, its commands, their output, and the checks. */
final class Narrator {
  private final PrintStream out;
  private int steps;
  private int failures;

  Narrator(PrintStream out) {
    this.out = out;
  }

  void print(String text) {
    out.println(text);
  }

  /** Begins a step. */
  void step(String title, String explanation) {
    steps++;
    out.println();
    out.println("== " + steps + ". " + title + " ==");
    out.println(explanation.strip());
  }

  /** Prints a command as a user would type it, and its output. */
  void command(List<String> arguments, ProcessResult result) {
    out.println();
    out.println("$ kubectl " + String.join(" ", arguments.stream().map(Narrator::typed).toList()));
    out.print(result.out());
    out.print(result.err());
  }

  /** Compares an actual value with the expected one, prints the result and counts failures. */
  void check(String subject, String expected, String actual) {
    if (expected.equals(actual)) {
      out.println("  ok   " + subject + ": " + actual);
    } else {
      failures++;
      out.println("  FAIL " + subject + ": expected " + expected + ", found " + actual);
    }
  }

  int steps() {
    return steps;
  }

  int failures() {
    return failures;
  }

  private static String typed(String argument) {
    return argument.chars().allMatch(Narrator::plain) ? argument : "'" + argument + "'";
  }

  private static boolean plain(int character) {
    return Character.isLetterOrDigit(character) || "-_=./:,@*".indexOf(character) >= 0;
  }
}
