package dev.schemamigration.verify.rows;

import dev.schemamigration.verify.rows.ContentReader.Reading;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts and fingerprints of tables; those are read again that were written to since. */
final class RememberedContents {
  private final ContentReader contents;
  private final Optional<WrittenTables> written;
  private final Map<String, Known> known = new HashMap<>();

  /**
   * @param written empty where all tables are to be read each time
   */
  RememberedContents(ContentReader contents, Optional<WrittenTables> written) {
    this.contents = contents;
    this.written = written;
  }

  private record Known(Reading reading, String counters, TableContent content) {}

  /** Counts and fingerprints, by table. */
  SortedMap<String, TableContent> read(List<Reading> tables) throws SQLException {
    // Before the rows: what is written in between counts for the next time.
    Map<String, String> now =
        written.isPresent() ? written.get().read().orElse(Map.of()) : Map.of();
    var found = new TreeMap<String, TableContent>();
    var others = new ArrayList<Reading>();
    for (var table : tables) {
      var old = known.get(table.table().name());
      if (old != null
          && old.counters().equals(now.get(table.table().name()))
          && old.reading().equals(table)) {
        found.put(table.table().name(), old.content());
      } else {
        others.add(table);
      }
    }
    var fresh = contents.contents(others);
    for (var table : others) {
      var name = table.table().name();
      var counters = now.get(name);
      if (counters != null && fresh.containsKey(name)) {
        known.put(name, new Known(table, counters, fresh.get(name)));
      }
    }
    found.putAll(fresh);
    return found;
  }

  /** Whether what would not be read again is as it was: the proof of the counters. */
  boolean holds(List<Reading> tables) throws SQLException {
    return read(tables).equals(contents.contents(tables));
  }
}
