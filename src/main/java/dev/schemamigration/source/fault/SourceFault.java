package dev.schemamigration.source.fault;

import java.util.OptionalInt;

/** What is wrong with a source. Every message names the place, the thing and the remedy. */
public sealed interface SourceFault {
  /** One sentence for the person who can mend it; holds no secret. */
  String message();

  /** There is nothing under that name yet. */
  record NotFound(String source, String what, String remedy) implements SourceFault {
    @Override
    public String message() {
      return "%s: %s; %s".formatted(source, what, remedy);
    }
  }

  /**
   * A file cannot be used.
   *
   * @param file relative to the source
   * @param line counted from 1; empty when the whole file is meant
   */
  record InvalidFile(String source, String file, OptionalInt line, String what, String remedy)
      implements SourceFault {
    @Override
    public String message() {
      var place = line.isPresent() ? file + " line " + line.getAsInt() : file;
      return "%s: %s: %s; %s".formatted(source, place, what, remedy);
    }
  }

  /** The files together are more than is taken, or lie where they may not. */
  record InvalidFolder(String source, String what, String remedy) implements SourceFault {
    @Override
    public String message() {
      return "%s: %s; %s".formatted(source, what, remedy);
    }
  }

  /**
   * Each file can be read, but together they make no graph.
   *
   * @param what names the files and the remedy
   */
  record InvalidGraph(String source, String what) implements SourceFault {
    @Override
    public String message() {
      return "%s: %s".formatted(source, what);
    }
  }
}
