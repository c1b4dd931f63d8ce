package dev.schemamigration.cli.output;

import dev.schemamigration.verify.Check;
import dev.schemamigration.verify.VerificationListener;
import java.util.EnumSet;
import java.util.Set;

/** Shows which check has begun, and to which revision it has got. */
public final class VerificationProgress implements VerificationListener {
  private final ProgressDisplay display;
  private final Set<Check> begun = EnumSet.noneOf(Check.class);

  public VerificationProgress(ProgressDisplay display) {
    this.display = display;
  }

  @Override
  public void reached(Check check, String revision, int number, int of) {
    display.begins("revision %s, %d of %d".formatted(revision, number, of));
    if (begun.add(check)) {
      display.print("Verifying: " + check.title());
    }
  }
}
