package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;

/** Prepares a script without any line of Liquibase's format for Liquibase's parser. */
final class PlainScript {
  private PlainScript() {}

  /** Returns {@code content}, which leaves no token open. */
  static String prepare(ChangelogLocation location, String content) {
    var script = new SourceLines();
    int number = 0;
    for (var line : content.lines().toList()) {
      script.add(++number, line);
    }
    script.requireClosed(location, "the end of the file");
    return content;
  }
}
