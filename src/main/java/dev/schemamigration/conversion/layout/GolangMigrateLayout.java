package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.MigrationFolder;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Pairs {@code N_name.up.sql} and {@code N_name.down.sql}, as golang-migrate and its like have
 * them; also with a {@code V} before the number, and in folders that are numbered.
 */
final class GolangMigrateLayout implements MigrationLayout {
  private static final Pattern NAME =
      Pattern.compile("[Vv]?(\\d{1,20})(?:[._-](.*?))?\\.(up|down)\\.(?:sql|pgsql)");
  private static final Pattern FOLDER = Pattern.compile("[Vv]?(\\d{1,20})");

  @Override
  public Tool tool() {
    return Tool.GOLANG_MIGRATE;
  }

  @Override
  public boolean recognizes(List<ToolFile> files) {
    return files.stream().anyMatch(it -> NAME.matcher(it.name()).matches());
  }

  @Override
  public Reading read(MigrationFolder folder) {
    var pairs = new FilePairs();
    for (var file : folder.files()) {
      var name = NAME.matcher(file.name());
      if (!name.matches()) {
        pairs.note(Note.noMigration(file));
        continue;
      }
      var major = FOLDER.matcher(file.folder());
      boolean inFolder = major.matches();
      pairs.add(
          new FilePairs.Half(
              file,
              inFolder ? major.group(1) + "." + name.group(1) : name.group(1),
              inFolder
                  ? FilePairs.order(major.group(1), name.group(1))
                  : FilePairs.order(name.group(1)),
              name.group(2) == null ? "" : Names.message(name.group(2)),
              name.group(3).equals("up")));
    }
    return pairs.reading();
  }
}
