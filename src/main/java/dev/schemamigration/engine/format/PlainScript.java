package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.sql.RestrictCommands;

/** Prepares a script without any line of Liquibase's format for Liquibase's parser. */
final class PlainScript {
  private PlainScript() {}

  /** Returns {@code content} without the commands that pg_dump writes for psql. */
  static String prepare(ChangelogLocation location, String content) {
    var prepared = RestrictCommands.blanked(content);
    var script = new SourceLines();
    int number = 0;
    for (var line : prepared.lines().toList()) {
      script.add(++number, line);
    }
    script.requireClosed(location, "the end of the file");
    return prepared;
  }
}
