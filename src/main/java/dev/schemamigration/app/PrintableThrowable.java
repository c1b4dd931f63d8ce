package dev.schemamigration.app;

import dev.schemamigration.text.Printable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Shows an exception as it is, but for characters in its messages that steer what reads them. */
final class PrintableThrowable extends Throwable {
  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 20;

  private final String shown;

  private PrintableThrowable(Throwable original, int depth) {
    super(
        Printable.line(String.valueOf(original.getMessage())),
        original.getCause() == null || depth == DEEPEST
            ? null
            : new PrintableThrowable(original.getCause(), depth + 1));
    shown = Printable.line(original.toString());
    setStackTrace(original.getStackTrace());
    if (depth < DEEPEST) {
      Arrays.stream(original.getSuppressed())
          .map(it -> new PrintableThrowable(it, depth + 1))
          .forEach(this::addSuppressed);
    }
  }

  static @Nullable Throwable of(@Nullable Throwable original) {
    return original == null ? null : new PrintableThrowable(original, 0);
  }

  @Override
  public String toString() {
    return shown;
  }
}
