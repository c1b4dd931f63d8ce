package dev.schemamigration.source.fault;

import java.util.OptionalInt;

/** Where a file stands, to say so when something is wrong with it. */
public record FileLocation(String source, String file) {
  public SourceException fault(int line, String what, String remedy) {
    return new SourceException(
        new SourceFault.InvalidFile(source, file, OptionalInt.of(line), what, remedy));
  }

  public SourceException fault(String what, String remedy) {
    return new SourceException(
        new SourceFault.InvalidFile(source, file, OptionalInt.empty(), what, remedy));
  }
}
