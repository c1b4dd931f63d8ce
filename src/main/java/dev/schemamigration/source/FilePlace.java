package dev.schemamigration.source;

import java.util.OptionalInt;

/** Where a file stands, to say so when something is wrong with it. */
record FilePlace(String source, String file) {
  SourceException fault(int line, String what, String remedy) {
    return new SourceException(
        new SourceFault.InvalidFile(source, file, OptionalInt.of(line), what, remedy));
  }

  SourceException fault(String what, String remedy) {
    return new SourceException(
        new SourceFault.InvalidFile(source, file, OptionalInt.empty(), what, remedy));
  }
}
