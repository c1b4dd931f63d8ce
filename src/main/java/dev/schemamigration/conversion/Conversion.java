package dev.schemamigration.conversion;

import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Tool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The revision files that were made of a directory.
 *
 * @param files by name, parents first
 * @param notes what became of each file, by path
 */
public record Conversion(Tool tool, SequencedMap<String, String> files, List<Note> notes) {
  public Conversion {
    files = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(files));
    var sorted = new ArrayList<>(notes);
    sorted.sort(Comparator.comparing(Note::path));
    notes = List.copyOf(sorted);
  }

  /** The paths of the files that have become revisions, or a part of one. */
  public List<String> sources() {
    return notes.stream()
        .filter(
            it -> it.outcome() == Note.Outcome.CONVERTED || it.outcome() == Note.Outcome.CHANGED)
        .map(Note::path)
        .distinct()
        .toList();
  }

  /** Whether every migration has become a revision. */
  public boolean isComplete() {
    return notes.stream().noneMatch(it -> it.outcome() == Note.Outcome.FAILED);
  }
}
