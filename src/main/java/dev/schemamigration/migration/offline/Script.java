package dev.schemamigration.migration.offline;

import dev.schemamigration.migration.reason.Fault;
import java.util.Objects;

/** The result of writing a script. */
public sealed interface Script {
  /** It was written: {@code text} is all of it. */
  record Written(String text) implements Script {
    public Written {
      Objects.requireNonNull(text);
    }
  }

  /** It cannot be written. */
  record Stopped(Fault fault) implements Script {}
}
