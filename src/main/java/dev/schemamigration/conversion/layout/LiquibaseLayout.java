package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.MigrationFolder;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.ReadyFile;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Changelogs of Liquibase, in the order in which a master changelog includes them. Each of them
 * becomes a revision as it is, below a header.
 */
final class LiquibaseLayout implements MigrationLayout {
  private static final Pattern FORMATTED =
      Pattern.compile("(?is)\\s*--\\s*liquibase\\s+formatted\\s+sql.*");

  @Override
  public Tool tool() {
    return Tool.LIQUIBASE;
  }

  @Override
  public boolean recognizes(List<ToolFile> files) {
    return files.stream()
        .anyMatch(
            it ->
                it.name().endsWith(".sql")
                    ? FORMATTED.matcher(it.text()).matches()
                    : LiquibaseFile.of(it).isPresent());
  }

  @Override
  public Reading read(MigrationFolder folder) {
    var tree = new LiquibaseTree(folder.files());
    var leaves = tree.leaves();
    var headed = new LiquibaseHeaders(leaves.stream().map(LiquibaseTree.Leaf::file).toList());
    var ready = new ArrayList<ReadyFile>();
    for (var leaf : leaves) {
      ready.add(headed.of(leaf.file(), leaf.changes()));
    }
    var resources = new HashMap<String, String>();
    for (var file : folder.files()) {
      if (!tree.used().contains(file.path()) && file.path().contains("/")) {
        resources.put(file.path(), file.text());
        tree.note(file, Note.Outcome.CONVERTED, "kept, as a file that changelogs may refer to");
      } else if (!tree.used().contains(file.path())) {
        tree.note(file, Note.Outcome.PASSED_OVER, "no master changelog includes it");
      }
    }
    return new Reading(List.of(), ready, resources, tree.notes());
  }
}
