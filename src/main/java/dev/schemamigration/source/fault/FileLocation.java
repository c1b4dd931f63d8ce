package dev.schemamigration.source.fault;

import java.util.OptionalInt;

/** The location of a file, for the faults in it. */
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
