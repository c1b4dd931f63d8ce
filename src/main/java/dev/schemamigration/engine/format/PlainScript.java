package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.sql.RestrictCommands;
import java.util.List;

/** Prepares a script without any line of Liquibase's format for Liquibase's parser. */
final class PlainScript {
  private PlainScript() {}

  /** Returns {@code content} without the commands that pg_dump writes for psql. */
  static PreparedFile prepare(ChangelogLocation location, String content) {
    var prepared = RestrictCommands.blanked(content);
    var script = new ChangesetLines();
    int number = 0;
    for (var line : prepared.lines().toList()) {
      script.sql().add(++number, line);
    }
    script.requireClosed(location, "the end of the file");
    return new PreparedFile(location.path(), prepared, HiddenLines.NONE, List.of(script));
  }

  /**
   * Refuses a script that names a parameter of the request, which would stay as it is written.
   * Other text in braces may be meant as it is.
   */
  static void refuseParameters(
      ChangelogLocation location, String content, ChangelogParameters parameters) {
    for (var reference : ParameterReference.in(content)) {
      var name = content.substring(reference.begin() + 2, reference.end() - 1).strip();
      if (parameters.isGiven(name)) {
        throw location.invalid(
            "line "
                + (1
                    + content
                        .substring(0, reference.begin())
                        .chars()
                        .filter(c -> c == '\n')
                        .count())
                + ": ${"
                + name
                + "} is not replaced in a plain script; begin it with the lines \"--liquibase"
                + " formatted sql\" and \"--changeset author:id\", or give the parameter another"
                + " name");
      }
    }
  }
}
