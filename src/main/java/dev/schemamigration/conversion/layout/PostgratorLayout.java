package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.MigrationFolder;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import java.util.List;
import java.util.regex.Pattern;

/** Pairs {@code 001.do.name.sql} and {@code 001.undo.name.sql}, as postgrator has them. */
final class PostgratorLayout implements MigrationLayout {
  private static final Pattern NAME =
      Pattern.compile("(\\d{1,20})\\.(do|undo)(?:\\.(.+))?\\.sql", Pattern.CASE_INSENSITIVE);

  @Override
  public Tool tool() {
    return Tool.POSTGRATOR;
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
      if (name.matches()) {
        pairs.add(
            new FilePairs.Half(
                file,
                name.group(1),
                FilePairs.order(name.group(1)),
                name.group(3) == null ? "" : Names.message(name.group(3)),
                name.group(2).equalsIgnoreCase("do")));
      } else {
        pairs.note(Note.noMigration(file));
      }
    }
    return pairs.reading();
  }
}
