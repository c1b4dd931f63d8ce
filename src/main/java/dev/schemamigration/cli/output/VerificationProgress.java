package dev.schemamigration.cli.output;

import dev.schemamigration.text.Printable;
import dev.schemamigration.verify.Check;
import dev.schemamigration.verify.VerificationListener;
import java.io.PrintStream;
import java.util.EnumSet;
import java.util.Set;

/** Prints which check has begun, and in long histories every hundredth revision of it. */
public final class VerificationProgress implements VerificationListener {
  private static final int INTERVAL = 100;

  private final PrintStream err;
  private final Set<Check> begun = EnumSet.noneOf(Check.class);

  public VerificationProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void reached(Check check, String revision, int number, int of) {
    if (begun.add(check)) {
      err.println("Verifying: " + check.title());
    }
    if (number % INTERVAL == 0) {
      err.println(
          "Verifying: %s, revision %s (%d of %d)"
              .formatted(check.title(), Printable.line(revision), number, of));
    }
  }
}
