package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.Migration;
import dev.schemamigration.conversion.model.MigrationFolder;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The changes of a {@code sqitch.plan} with their scripts in {@code deploy} and {@code revert}. A
 * change that was reworked has the scripts of its earlier version under the name of the next tag.
 */
final class SqitchLayout implements MigrationLayout {
  private static final String PLAN = "sqitch.plan";
  private static final Pattern CHANGE =
      Pattern.compile(
          "\\s*\\+?\\s*([^\\s@#%\\[-][^\\s\\[#]*)\\s*(?:\\[[^\\]]*])?([^#]*)(?:#(.*))?");
  private static final Pattern TAG = Pattern.compile("\\s*@(\\S+).*");

  private record Change(String name, String note, int position) {}

  @Override
  public Tool tool() {
    return Tool.SQITCH;
  }

  @Override
  public boolean recognizes(List<ToolFile> files) {
    return files.stream().anyMatch(it -> it.name().equals(PLAN));
  }

  @Override
  public Reading read(MigrationFolder folder) {
    var files = folder.files();
    var plan = files.stream().filter(it -> it.name().equals(PLAN)).findFirst();
    if (plan.isEmpty()) {
      return new Reading(
          List.of(),
          List.of(new Note(PLAN, Note.Outcome.FAILED, "there is none in the directory")));
    }
    var changes = new ArrayList<Change>();
    var tags = new HashMap<Integer, String>();
    for (var line : plan.get().text().lines().toList()) {
      var tag = TAG.matcher(line);
      if (line.isBlank() || line.strip().startsWith("#") || line.strip().startsWith("%")) {
        continue;
      }
      if (tag.matches()) {
        tags.putIfAbsent(changes.size(), tag.group(1));
        continue;
      }
      var change = CHANGE.matcher(line);
      if (change.matches()) {
        changes.add(
            new Change(
                change.group(1),
                change.group(3) == null ? "" : change.group(3).strip(),
                changes.size()));
      } else {
        return new Reading(
            List.of(),
            List.of(
                new Note(
                    plan.get().path(),
                    Note.Outcome.FAILED,
                    "the line \"" + line.strip() + "\" is no change; rewrite it")));
      }
    }
    return reading(files, plan.get(), changes, tags);
  }

  private static Reading reading(
      List<ToolFile> files, ToolFile plan, List<Change> changes, Map<Integer, String> tags) {
    var migrations = new ArrayList<Migration>();
    var notes = new ArrayList<Note>();
    var used = new HashSet<String>();
    used.add(plan.path());
    for (var change : changes) {
      var name = change.name() + version(change, changes, tags);
      var deploy = script(files, "deploy", name);
      var revert = script(files, "revert", name);
      if (deploy.isEmpty()) {
        notes.add(
            new Note(
                "deploy/" + name + ".sql", Note.Outcome.FAILED, "it is in the plan and missing"));
        continue;
      }
      var sources = new ArrayList<>(List.of(deploy.get().path()));
      revert.map(ToolFile::path).ifPresent(sources::add);
      used.addAll(sources);
      migrations.add(
          Migration.next(
              name,
              change.note().isEmpty() ? Names.message(change.name()) : change.note(),
              sources,
              deploy.get().text(),
              revert.map(ToolFile::text)));
    }
    notes.add(
        new Note(plan.path(), Note.Outcome.PASSED_OVER, "its order is that of the revisions"));
    files.stream()
        .filter(it -> !used.contains(it.path()))
        .forEach(
            it ->
                notes.add(
                    new Note(it.path(), Note.Outcome.PASSED_OVER, "it is no script of the plan")));
    return new Reading(migrations, notes);
  }

  /** The tag behind a change that stands in the plan once more. */
  private static String version(Change change, List<Change> changes, Map<Integer, String> tags) {
    var again =
        changes.stream()
            .filter(it -> it.name().equals(change.name()) && it.position() > change.position())
            .findFirst();
    if (again.isEmpty()) {
      return "";
    }
    for (int i = change.position() + 1; i <= again.get().position(); i++) {
      if (tags.containsKey(i)) {
        return "@" + tags.get(i);
      }
    }
    return "";
  }

  private static Optional<ToolFile> script(List<ToolFile> files, String kind, String name) {
    var path = kind + "/" + name + ".sql";
    return files.stream()
        .filter(it -> it.path().equals(path) || it.path().endsWith("/" + path))
        .findFirst();
  }
}
