package dev.schemamigration.source.fault;

import java.util.OptionalInt;

/** An expected fault of a source. Every message names the location, the cause and the remedy. */
public sealed interface SourceFault {
  /** One sentence for the person who can fix it; contains no secret. */
  String message();

  /** A source or one of its objects does not exist yet. */
  record NotFound(String source, String what, String remedy) implements SourceFault {
    @Override
    public String message() {
      return "%s: %s; %s".formatted(source, what, remedy);
    }
  }

  /**
   * A source is there and has no revision.
   *
   * @param wanted names of the files that would be revisions
   * @param found what it has instead
   */
  record Empty(String source, String wanted, String found) implements SourceFault {
    @Override
    public String message() {
      return ("%s: holds no revision: looked for %s and found %s; put the revision files there, or"
              + " write base as the target where everything that is applied is to be undone")
          .formatted(source, wanted, found);
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
      var location = line.isPresent() ? file + " line " + line.getAsInt() : file;
      return "%s: %s: %s; %s".formatted(source, location, what, remedy);
    }
  }

  /** The files together collide, nest too deeply, or are outside of what may be read. */
  record InvalidFolder(String source, String what, String remedy) implements SourceFault {
    @Override
    public String message() {
      return "%s: %s; %s".formatted(source, what, remedy);
    }
  }

  /**
   * A file, or all of them together, exceed a limit.
   *
   * @param what names the file, if it is one, and the limit
   */
  record TooLarge(String source, String what, String remedy) implements SourceFault {
    @Override
    public String message() {
      return "%s: %s; %s".formatted(source, what, remedy);
    }
  }

  /**
   * Each file is valid, but together they form no graph.
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
