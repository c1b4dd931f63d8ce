package dev.schemamigration.app;

import dev.schemamigration.cli.SchemaCtl;
import dev.schemamigration.cli.output.Console;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the operator or the command line, depending on the arguments. */
@QuarkusMain
public final class Main {
  /** As commands end that are called in a wrong way. */
  private static final int BAD_SETTINGS = 2;

  private Main() {}

  /**
   * Runs the operator only for {@code operator}, so that nobody starts one by accident against the
   * cluster of a kubeconfig; everything else is a command, for which nothing of Quarkus is started.
   */
  public static void main(String... args) {
    if (startsOperator(args)) {
      operate();
    } else {
      int code = SchemaCtl.run(Console.ofProcess(), Version.current(), Main::operate, args);
      if (!ending()) {
        System.exit(code);
      }
    }
  }

  static boolean startsOperator(String... args) {
    return args.length == 1 && args[0].equals("operator");
  }

  /**
   * Whether a signal is ending the process. Then the shutdown hook of the command waits for this
   * thread to end, and an exit from here would wait for that hook.
   */
  private static boolean ending() {
    var hook = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private static int operate() {
    var findings = SettingsCheck.findings(System::getenv);
    findings.forEach(finding -> System.err.println("the operator cannot start: " + finding));
    if (!findings.isEmpty()) {
      System.exit(BAD_SETTINGS);
    }
    Quarkus.run();
    return 0;
  }
}
