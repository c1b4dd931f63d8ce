package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.Migration;
import dev.schemamigration.conversion.model.MigrationFolder;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Pairs {@code N_name[.dialect][.autocommit].up.sql}, as popx has them: the file for Postgres is
 * preferred to the general one.
 */
final class PopxLayout implements MigrationLayout {
  private static final Pattern NAME =
      Pattern.compile(
          "(\\d{1,20})_([^.]+)((?:\\.(?:autocommit|postgres|postgresql|mysql|sqlite3?|cockroach(?:db)?))*)"
              + "\\.(up|down)\\.sql");
  private static final List<String> OURS = List.of("postgres", "postgresql");

  @Override
  public Tool tool() {
    return Tool.POPX;
  }

  @Override
  public boolean recognizes(List<ToolFile> files) {
    return files.stream()
        .map(it -> NAME.matcher(it.name()))
        .anyMatch(it -> it.matches() && (!it.group(3).isEmpty() || it.group(1).length() == 20));
  }

  @Override
  public Reading read(MigrationFolder folder) {
    var pairs = new FilePairs();
    var general = new HashMap<String, ToolFile>();
    var ours = new HashMap<String, ToolFile>();
    var autocommit = new ArrayList<String>();
    for (var file : folder.files()) {
      var name = NAME.matcher(file.name());
      if (!name.matches()) {
        pairs.note(Note.noMigration(file));
        continue;
      }
      var parts = new ArrayList<>(List.of(name.group(3).split("\\.")));
      parts.removeIf(String::isEmpty);
      if (parts.remove("autocommit")) {
        autocommit.add(name.group(1));
      }
      var key = name.group(1) + "." + name.group(4);
      if (parts.isEmpty()) {
        general.put(key, file);
      } else if (OURS.contains(parts.getFirst())) {
        ours.put(key, file);
      } else {
        pairs.note(
            new Note(file.path(), Note.Outcome.PASSED_OVER, "it is for " + parts.getFirst()));
      }
    }
    var chosen = new HashMap<>(general);
    chosen.putAll(ours);
    general.forEach(
        (key, file) -> {
          if (ours.containsKey(key)) {
            pairs.note(
                new Note(file.path(), Note.Outcome.PASSED_OVER, "there is one for Postgres"));
          }
        });
    chosen.forEach((key, file) -> pairs.add(half(file)));
    var reading = pairs.reading();
    return new Reading(
        reading.migrations().stream().map(it -> marked(it, autocommit)).toList(), reading.notes());
  }

  private static FilePairs.Half half(ToolFile file) {
    var name = NAME.matcher(file.name());
    if (!name.matches()) {
      throw new IllegalStateException("matched before");
    }
    return new FilePairs.Half(
        file,
        name.group(1),
        FilePairs.order(name.group(1)),
        Names.message(name.group(2)),
        name.group(4).equals("up"));
  }

  private static Migration marked(Migration migration, List<String> autocommit) {
    return autocommit.contains(migration.id()) ? migration.inTransaction(false) : migration;
  }
}
