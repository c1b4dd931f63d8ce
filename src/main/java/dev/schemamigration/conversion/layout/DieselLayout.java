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
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Folders {@code 2026-01-05-100000_name} with {@code up.sql}, {@code down.sql} and {@code
 * metadata.toml}, as Diesel has them: the version is what stands before the underscore, without
 * dashes.
 */
final class DieselLayout implements MigrationLayout {
  private static final Pattern FOLDER = Pattern.compile("([0-9-]{1,40})(?:_(.*))?");
  private static final Pattern NO_TRANSACTION =
      Pattern.compile("(?m)^\\s*run_in_transaction\\s*=\\s*false\\b");

  @Override
  public Tool tool() {
    return Tool.DIESEL;
  }

  @Override
  public boolean recognizes(List<ToolFile> files) {
    return files.stream()
        .anyMatch(it -> it.name().equals("up.sql") && FOLDER.matcher(it.folder()).matches());
  }

  @Override
  public Reading read(MigrationFolder folder) {
    var notes = new ArrayList<Note>();
    var folders = new TreeMap<String, HashMap<String, ToolFile>>();
    for (var file : folder.files()) {
      var named = FOLDER.matcher(file.folder());
      if (named.matches() && List.of("up.sql", "down.sql", "metadata.toml").contains(file.name())) {
        var version = named.group(1).replace("-", "");
        folders.computeIfAbsent(version, it -> new HashMap<>()).put(file.name(), file);
      } else {
        notes.add(
            new Note(file.path(), Note.Outcome.PASSED_OVER, "it is in no folder of a migration"));
      }
    }
    var migrations = new ArrayList<Migration>();
    folders.forEach(
        (version, parts) -> {
          var up = Optional.ofNullable(parts.get("up.sql"));
          if (up.isEmpty()) {
            parts
                .values()
                .forEach(
                    it ->
                        notes.add(
                            new Note(
                                it.path(), Note.Outcome.FAILED, "there is no up.sql beside it")));
            return;
          }
          migrations.add(migration(version, up.get(), parts));
        });
    return new Reading(migrations, notes);
  }

  private static Migration migration(String version, ToolFile up, HashMap<String, ToolFile> parts) {
    var folder = FOLDER.matcher(up.folder());
    boolean named = folder.matches() && folder.group(2) != null;
    var metadata = Optional.ofNullable(parts.get("metadata.toml"));
    var migration =
        Migration.next(
            version,
            named ? Names.message(folder.group(2)) : "",
            parts.values().stream().map(ToolFile::path).sorted().toList(),
            up.text(),
            Optional.ofNullable(parts.get("down.sql")).map(ToolFile::text));
    return metadata.filter(it -> NO_TRANSACTION.matcher(it.text()).find()).isPresent()
        ? migration.inTransaction(false)
        : migration;
  }
}
