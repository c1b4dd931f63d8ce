package dev.schemamigration.migration.api;

import dev.schemamigration.migration.reason.Fault;
import java.util.List;
import java.util.Objects;

/** What a database has to be adopted. */
public sealed interface Adoptable {
  /**
   * The history of another tool.
   *
   * @param tool its name
   * @param table from which it was read
   * @param revisions for which it stands, oldest first
   * @param heads of them
   * @param notes what of it is not adopted, in sentences
   */
  record History(
      String tool, String table, List<String> revisions, String heads, List<String> notes)
      implements Adoptable {
    public History {
      Objects.requireNonNull(tool);
      Objects.requireNonNull(table);
      revisions = List.copyOf(revisions);
      Objects.requireNonNull(heads);
      notes = List.copyOf(notes);
    }
  }

  /** Nothing: there is no history, or the database has records already. */
  record Nothing(boolean recorded) implements Adoptable {}

  /** It cannot be adopted, or not be found out. */
  record Stopped(Fault fault) implements Adoptable {}
}
