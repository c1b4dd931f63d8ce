package dev.schemamigration.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the operator. */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Process entry: no argument or {@code operator} runs the operator. */
  public static void main(String... args) {
    if (args.length == 0 || (args.length == 1 && args[0].equals("operator"))) {
      Quarkus.run(args);
    } else {
      System.err.println("unknown arguments: " + String.join(" ", args) + "; write operator");
      System.exit(2);
    }
  }
}
