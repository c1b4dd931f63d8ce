package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.Migration;
import dev.schemamigration.conversion.model.Note;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.ToolFile;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Pairs files that apply a migration with those that undo it. */
final class FilePairs {
  /**
   * One file of a pair.
   *
   * @param id of the migration
   * @param order by which migrations are applied
   * @param name of the migration
   */
  record Half(ToolFile file, String id, List<BigInteger> order, String name, boolean up) {}

  private static final Comparator<List<BigInteger>> ORDER =
      (first, second) -> {
        for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
          int compared = first.get(i).compareTo(second.get(i));
          if (compared != 0) {
            return compared;
          }
        }
        return Integer.compare(first.size(), second.size());
      };

  private final Map<List<BigInteger>, List<Half>> halves = new TreeMap<>(ORDER);
  private final List<Migration> migrations = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  void add(Half half) {
    halves.computeIfAbsent(half.order(), it -> new ArrayList<>()).add(half);
  }

  void note(Note note) {
    notes.add(note);
  }

  /** The numbers in a text, as the order of a migration. */
  static List<BigInteger> order(String... numbers) {
    return Stream.of(numbers).map(BigInteger::new).toList();
  }

  /** The pairs; the names of a pair may differ where a number stands once. */
  Reading reading() {
    for (var same : halves.values()) {
      var ups = same.stream().filter(Half::up).toList();
      var downs = new ArrayList<>(same.stream().filter(it -> !it.up()).toList());
      var byName = new LinkedHashMap<Half, Optional<Half>>();
      for (var up : ups) {
        var down =
            downs.stream().filter(it -> ups.size() == 1 || it.name().equals(up.name())).findFirst();
        down.ifPresent(downs::remove);
        byName.put(up, down);
      }
      byName.forEach(this::pair);
      for (var down : downs) {
        notes.add(
            new Note(
                down.file().path(),
                Note.Outcome.FAILED,
                "it undoes nothing: no up file has its number and name"));
      }
    }
    return new Reading(migrations, notes);
  }

  private void pair(Half up, Optional<Half> down) {
    var sources = new ArrayList<>(List.of(up.file().path()));
    down.ifPresent(it -> sources.add(it.file().path()));
    migrations.add(
        Migration.next(
            up.id(), up.name(), sources, up.file().text(), down.map(it -> it.file().text())));
  }
}
