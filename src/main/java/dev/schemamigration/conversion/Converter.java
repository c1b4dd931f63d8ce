package dev.schemamigration.conversion;

import dev.schemamigration.conversion.model.Migration;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Note.Outcome;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.ReadyFile;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.engine.script.SqlScript;
import dev.schemamigration.revision.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes revision files of migrations. */
final class Converter implements AutoCloseable {
  private final Tool tool;
  private final RevisionNames names = new RevisionNames();
  private final RevisionCheck check = new RevisionCheck();
  private final Map<String, String> ids = new HashMap<>();
  private final LinkedHashMap<String, String> files = new LinkedHashMap<>();
  private final List<Note> notes = new ArrayList<>();
  private Optional<String> last = Optional.empty();

  Converter(Tool tool) {
    this.tool = tool;
  }

  /** Converts what was read. */
  Conversion of(Reading reading) {
    reading.migrations().forEach(it -> ids.putIfAbsent(it.id(), names.id(it.id())));
    reading.migrations().forEach(this::convert);
    reading.ready().forEach(it -> keep(it, reading.resources()));
    if (!reading.ready().isEmpty()) {
      files.putAll(reading.resources());
    }
    notes.addAll(reading.notes());
    return new Conversion(tool, files, notes);
  }

  private void keep(ReadyFile file, Map<String, String> resources) {
    var flaw = check.flaw(file.name(), file.text(), resources);
    if (flaw.isPresent()) {
      notes.add(new Note(file.source(), Outcome.FAILED, flaw.get()));
      return;
    }
    files.put(file.name(), file.text());
    notes.add(
        file.changes().isEmpty()
            ? new Note(file.source(), Outcome.CONVERTED, file.name())
            : new Note(
                file.source(),
                Outcome.CHANGED,
                file.name() + ": " + String.join("; ", file.changes())));
  }

  private void convert(Migration migration) {
    var id =
        ids.containsKey(migration.id()) ? ids.remove(migration.id()) : names.id(migration.id());
    ids.put(migration.id(), id);
    var parents =
        migration
            .parents()
            .map(it -> it.stream().map(this::idOf).toList())
            .orElseGet(() -> last.map(List::of).orElseGet(List::of));
    var revision =
        new Revision(
            id,
            parents,
            migration.labels(),
            migration.dependsOn().stream().map(this::idOf).toList(),
            RevisionNames.message(migration.message()));
    last = Optional.of(id);
    write(migration, revision);
  }

  private String idOf(String name) {
    return ids.computeIfAbsent(name, names::id);
  }

  private void write(Migration migration, Revision revision) {
    var up = Body.of(migration.up());
    var down = migration.down().map(Body::of);
    boolean outside = up.needsAutocommit() || down.filter(Body::needsAutocommit).isPresent();
    boolean transactional = migration.transactional().orElse(true) && !outside;
    var text =
        new RevisionText(
                revision,
                tool.text(),
                up.script().text(),
                down.map(it -> it.script().text()),
                transactional,
                migration.parameters())
            .file(up.script().isEmpty(), down.map(it -> it.script().isEmpty()).orElse(true));
    var name = RevisionNames.file(revision.id(), revision.message());
    var flaw =
        refusal(up.script())
            .or(() -> down.flatMap(it -> refusal(it.script())))
            .or(
                () ->
                    check.flaw(
                        name, text, up.script(), down.map(Body::script), migration.parameters()));
    if (flaw.isPresent()) {
      migration.sources().forEach(it -> notes.add(new Note(it, Outcome.FAILED, flaw.get())));
      return;
    }
    files.put(name, text);
    var changes = changes(migration, up, down, outside, text);
    migration
        .sources()
        .forEach(
            it ->
                notes.add(
                    changes.isEmpty()
                        ? new Note(it, Outcome.CONVERTED, name)
                        : new Note(it, Outcome.CHANGED, name + ": " + String.join("; ", changes))));
  }

  /** What no revision may hold. */
  private static Optional<String> refusal(SqlScript script) {
    return script.statements().stream()
        .filter(it -> !it.metaCommand().isEmpty())
        .findFirst()
        .map(it -> it.metaCommand() + " is a command of psql; write what it does in SQL");
  }

  private static List<String> changes(
      Migration migration, Body up, Optional<Body> down, boolean outside, String text) {
    var changes = new ArrayList<String>();
    if (up.begunAndEnded() || down.filter(Body::begunAndEnded).isPresent()) {
      changes.add("its own BEGIN and COMMIT are left out");
    }
    if (outside && migration.transactional().orElse(true)) {
      changes.add("runs outside of a transaction, for Postgres refuses a statement of it in one");
    }
    if (migration.down().isEmpty()) {
      changes.add("nothing undoes it");
    }
    var parameters = migration.parameters() ? RevisionCheck.parameters(text) : List.<String>of();
    if (!parameters.isEmpty()) {
      changes.add("needs the parameters " + String.join(", ", parameters));
    }
    return changes;
  }

  @Override
  public void close() {
    check.close();
  }
}
