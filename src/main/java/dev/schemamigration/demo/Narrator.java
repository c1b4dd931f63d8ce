package dev.schemamigration.demo;

import dev.schemamigration.local.ProcessResult;
import java.io.PrintStream;
import java.util.List;

/** Tells the story: a sentence, the command, its real output, and what was found out. */
final class Narrator {
  private final PrintStream out;
  private int chapters;
  private int differences;

  Narrator(PrintStream out) {
    this.out = out;
  }

  void say(String text) {
    out.println(text);
  }

  /** Begins a step. */
  void chapter(String title, String explanation) {
    chapters++;
    out.println();
    out.println("== " + chapters + ". " + title + " ==");
    out.println(explanation.strip());
  }

  /** A command as somebody would type it, and what it printed. */
  void command(List<String> arguments, ProcessResult ran) {
    out.println();
    out.println("$ kubectl " + String.join(" ", arguments.stream().map(Narrator::typed).toList()));
    out.print(ran.out());
    out.print(ran.err());
  }

  /** A fact of the step: holds when what was expected is what was found. */
  void fact(String thing, String expected, String found) {
    if (expected.equals(found)) {
      out.println("  ok   " + thing + ": " + found);
    } else {
      differences++;
      out.println("  FAIL " + thing + ": expected " + expected + ", found " + found);
    }
  }

  int chapters() {
    return chapters;
  }

  int differences() {
    return differences;
  }

  private static String typed(String argument) {
    return argument.chars().allMatch(Narrator::plain) ? argument : "'" + argument + "'";
  }

  private static boolean plain(int character) {
    return Character.isLetterOrDigit(character) || "-_=./:,@*".indexOf(character) >= 0;
  }
}
