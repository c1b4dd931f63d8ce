package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.Migration;
import dev.schemamigration.conversion.model.MigrationFolder;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An environment of Alembic. Its revisions are programs, so that Alembic itself writes what each of
 * them sends, with {@code --sql}.
 */
final class AlembicLayout implements MigrationLayout {
  private static final Pattern LABELS =
      Pattern.compile(
          "(?m)^branch_labels\\b[^=\\n]*=\\s*(\\((?:[^)]*)\\)|\\[[^\\]]*]|['\"][^'\"\\n]*['\"])");
  private static final Pattern QUOTED = Pattern.compile("['\"]([^'\"]+)['\"]");

  @Override
  public Tool tool() {
    return Tool.ALEMBIC;
  }

  @Override
  public boolean recognizes(List<ToolFile> files) {
    return files.stream().anyMatch(it -> it.name().equals("alembic.ini"))
        || files.stream().anyMatch(it -> it.name().equals("env.py"))
            && files.stream().anyMatch(it -> it.folder().equals("versions"));
  }

  @Override
  public Reading read(MigrationFolder folder) {
    var program = AlembicProgram.in(folder);
    var history = program.run("history", "-v");
    if (!history.failure().isEmpty()) {
      return failed(history.failure());
    }
    var entries = AlembicHistory.parse(history.output());
    if (entries.isEmpty()) {
      return failed("alembic history lists no revision");
    }
    var ups = new AlembicSections();
    var upgraded = program.run("upgrade", "heads", "--sql");
    if (!upgraded.failure().isEmpty()) {
      return failed(upgraded.failure());
    }
    ups.add(upgraded.output());
    var downs = new AlembicSections();
    var undone = undo(program, entries, downs);
    var migrations = new ArrayList<Migration>();
    var notes = new ArrayList<Note>();
    for (var entry : entries.reversed()) {
      var path = relative(folder.path(), entry.path());
      if (ups.of(entry.id()).isEmpty()) {
        notes.add(new Note(path, Note.Outcome.FAILED, "alembic wrote nothing for " + entry.id()));
        continue;
      }
      Optional.ofNullable(undone.get(entry.id()))
          .ifPresent(
              why ->
                  notes.add(new Note(path, Note.Outcome.CHANGED, "it cannot be undone: " + why)));
      migrations.add(
          new Migration(
              entry.id(),
              Optional.of(entry.parents()),
              entry.dependsOn(),
              labels(folder, path),
              entry.message(),
              List.of(path),
              ups.of(entry.id()).get(),
              downs.of(entry.id()),
              Optional.empty(),
              false));
    }
    return new Reading(migrations, notes);
  }

  /** Lets Alembic write all downgrades at once, or one by one where one of them cannot be. */
  private static Map<String, String> undo(
      AlembicProgram program, List<AlembicHistory.Entry> entries, AlembicSections downs) {
    var parents = new HashSet<String>();
    entries.forEach(it -> parents.addAll(it.parents()));
    boolean whole = true;
    for (var head : entries.stream().filter(it -> !parents.contains(it.id())).toList()) {
      var run = program.run("downgrade", head.id() + ":base", "--sql");
      if (run.failure().isEmpty()) {
        downs.add(run.output());
      } else {
        whole = false;
      }
    }
    var why = new HashMap<String, String>();
    if (whole) {
      return why;
    }
    for (var entry : entries) {
      if (downs.of(entry.id()).isEmpty()) {
        var below = entry.parents().isEmpty() ? "base" : entry.parents().getFirst();
        var run = program.run("downgrade", entry.id() + ":" + below, "--sql");
        if (run.failure().isEmpty()) {
          downs.add(run.output());
        } else {
          why.put(entry.id(), run.failure());
        }
      }
    }
    return why;
  }

  /** Alembic's own listing shows labels at every revision of the branch. */
  private static List<String> labels(MigrationFolder folder, String path) {
    return folder.files().stream()
        .filter(it -> it.path().equals(path))
        .flatMap(it -> LABELS.matcher(it.text()).results())
        .flatMap(it -> QUOTED.matcher(it.group(1)).results())
        .map(it -> it.group(1))
        .toList();
  }

  private static String relative(Path folder, String path) {
    var root = folder.toAbsolutePath().normalize();
    var file = Path.of(path).toAbsolutePath().normalize();
    return file.startsWith(root) ? root.relativize(file).toString().replace('\\', '/') : path;
  }

  private static Reading failed(String why) {
    return new Reading(List.of(), List.of(new Note("alembic.ini", Note.Outcome.FAILED, why)));
  }
}
