package dev.schemamigration.verify.rows;

import dev.schemamigration.verify.catalog.Catalog;
import dev.schemamigration.verify.rows.ContentReader.Reading;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Keeps generated rows in the tables of a database while a revision is applied, undone and applied
 * again, and finds out which rows did not survive that.
 *
 * <p>Rows from before the revision have to be there unchanged when it is undone. Rows that were
 * written after it have to be there unchanged when it is undone and applied again, in the columns
 * that it did not make itself.
 */
public final class SampleRows {
  /** Of larger tables only counts and fingerprints are compared. */
  private static final int MOST_ROWS = 2000;

  private final String trackingSchema;
  private final ShapeReader shapes;
  private final ContentReader contents;
  private final RememberedContents remembered;
  private final Optional<Supplier<Catalog>> catalog;
  private final RowFiller filler;
  private final RowChecks checks;
  private final int sample;
  private final Map<String, String> unfilled = new TreeMap<>();

  private Map<String, TableShape> before = Map.of();
  private SortedMap<String, TableContent> contentBefore = new TreeMap<>();
  private final Map<String, KnownRows> known = new HashMap<>();

  private Map<String, TableShape> after = Map.of();
  private Optional<Map<String, TableShape>> current = Optional.empty();
  private Map<String, Long> inserted = Map.of();
  private Map<String, List<List<String>>> written = Map.of();

  private Optional<List<List<String>>> known(String table) {
    return Optional.ofNullable(known.get(table)).map(KnownRows::rows);
  }

  private record KnownRows(TableShape shape, TableContent content, List<List<String>> rows) {}

  /**
   * @param connection in autocommit
   * @param sample how many rows each table is to get
   * @param catalog as it is now, by which tables are read again that were touched
   */
  public SampleRows(
      Connection connection, String trackingSchema, int sample, Supplier<Catalog> catalog)
      throws SQLException {
    this(connection, trackingSchema, sample, Optional.of(catalog));
  }

  /** The same, reading all tables each time. */
  public SampleRows(Connection connection, String trackingSchema, int sample) throws SQLException {
    this(connection, trackingSchema, sample, Optional.empty());
  }

  private SampleRows(
      Connection connection, String trackingSchema, int sample, Optional<Supplier<Catalog>> catalog)
      throws SQLException {
    this.trackingSchema = trackingSchema;
    this.shapes = new ShapeReader(connection, trackingSchema);
    this.contents = new ContentReader(connection);
    this.remembered =
        new RememberedContents(
            contents,
            catalog.isPresent()
                ? Optional.of(new WrittenTables(connection, trackingSchema))
                : Optional.empty());
    this.catalog = catalog;
    this.checks = new RowChecks(contents, MOST_ROWS);
    this.filler = new RowFiller(connection);
    this.sample = sample;
  }

  /** Fills all tables, in a database that another run has brought to where it is. */
  public void fillAll() throws SQLException {
    var all = tables();
    var wanted = new LinkedHashMap<String, Integer>();
    all.keySet().forEach(it -> wanted.put(it, sample));
    fill(all, wanted);
  }

  /** A revision is about to be applied. */
  public void beforeUpgrade() throws SQLException {
    before = current.isPresent() ? current.get() : tables();
    contentBefore = remembered.read(readings(before));
    for (var table : before.values()) {
      var content = contentBefore.get(table.name());
      var last = known.get(table.name());
      if (content != null
          && content.count() <= MOST_ROWS
          && (last == null || !last.shape().equals(table) || !last.content().equals(content))) {
        var rows = contents.rows(Reading.whole(table), MOST_ROWS);
        known.put(table.name(), new KnownRows(table, content, rows));
      }
    }
    known.keySet().retainAll(before.keySet());
  }

  /**
   * The revision could not be applied, but can be in a database without rows: what of it no row
   * from before it can satisfy; empty where that may be up to what the generated rows hold.
   *
   * @param withoutRows a connection to that database
   * @param failure with its SQLSTATE
   */
  public Optional<String> neverSatisfied(Connection withoutRows, String failure)
      throws SQLException {
    var applied = new ShapeReader(withoutRows, trackingSchema).read();
    var filled = new HashMap<>(before);
    filled.keySet().removeIf(it -> contentBefore.getOrDefault(it, TableContent.NONE).count() == 0);
    return new NewKeys(filled, applied).violated(failure);
  }

  /**
   * The revision has been applied: tables that are new or other than before get rows.
   *
   * @param fillOld whether tables from before it may get rows too
   */
  public void afterUpgrade(boolean fillOld) throws SQLException {
    after = tables();
    current = Optional.empty();
    var wanted = new LinkedHashMap<String, Integer>();
    for (var table : after.values()) {
      var old = Optional.ofNullable(before.get(table.name()));
      if (old.isEmpty()) {
        wanted.put(table.name(), sample);
      } else if (fillOld && !old.get().equals(table)) {
        wanted.put(
            table.name(), Math.max(Math.min(sample, 3), Math.max(sample / 4, labels(table))));
      }
    }
    var common = common(wanted.keySet().stream().filter(before::containsKey).toList());
    var rowsBefore = contents.rows(common, MOST_ROWS);
    inserted = fill(after, wanted);
    var rowsNow = contents.rows(common, MOST_ROWS);
    written = new HashMap<>();
    rowsNow.forEach((table, rows) -> written.put(table, without(rows, rowsBefore.get(table))));
  }

  /**
   * The revision has been undone: what became of the rows from before it.
   *
   * @param sameSchema whether the schema is as it was before it
   */
  public List<DataChange> afterDowngrade(boolean sameSchema) throws SQLException {
    var now = sameSchema ? before : tables();
    var readings =
        before.values().stream()
            .filter(it -> now.containsKey(it.name()))
            .map(it -> new Reading(now.get(it.name()), RowChecks.columns(it, now.get(it.name()))))
            .toList();
    var contentNow = remembered.read(readings);
    var changes = new ArrayList<DataChange>();
    for (var table : before.values()) {
      var kept = contentBefore.get(table.name());
      if (!now.containsKey(table.name())) {
        if (kept.count() > 0) {
          changes.add(
              RowChecks.change(
                  table.name(), kept.count(), 0, List.of(), 0, kept, TableContent.NONE));
        }
        continue;
      }
      var there = contentNow.get(table.name());
      if (!there.equals(kept)) {
        var columns = RowChecks.columns(table, now.get(table.name()));
        checks
            .ofTable(
                table,
                new Reading(now.get(table.name()), columns),
                kept,
                there,
                inserted.getOrDefault(table.name(), 0L),
                known(table.name()))
            .ifPresent(changes::add);
      }
    }
    return changes;
  }

  /** The revision has been applied again: what became of the rows that were written after it. */
  public List<DataChange> afterSecondUpgrade() throws SQLException {
    var changes = new ArrayList<DataChange>();
    for (var reading : common(written.keySet().stream().toList())) {
      var rows = written.get(reading.table().name());
      var there = contents.rows(reading, MOST_ROWS + rows.size());
      var comparison =
          RowComparison.of(
              reading.columns(), RowChecks.key(reading.table(), reading.columns()), rows, there);
      if (comparison.gone() + comparison.altered() > 0) {
        changes.add(
            RowChecks.change(
                reading.table().name(),
                comparison.gone(),
                comparison.altered(),
                comparison.columns(),
                0,
                TableContent.of(rows),
                TableContent.of(there)));
      }
    }
    return changes;
  }

  /**
   * Fills the tables again that the revision makes, for the revisions above it. The schema is as it
   * was when it was applied first.
   */
  public void fillNewTables() throws SQLException {
    var wanted = new LinkedHashMap<String, Integer>();
    after.keySet().stream()
        .filter(it -> !before.containsKey(it))
        .forEach(it -> wanted.put(it, sample));
    fill(after, wanted);
    current = Optional.of(after);
  }

  /** The revision is not undone. */
  public void stays() {
    current = Optional.of(after);
  }

  /** How many rows the tables have that the revision made, which its downgrade drops. */
  public SortedMap<String, Long> ofNewTables() throws SQLException {
    var fresh = after.values().stream().filter(it -> !before.containsKey(it.name())).toList();
    var counts = new TreeMap<String, Long>();
    remembered
        .read(fresh.stream().map(Reading::whole).toList())
        .forEach((table, content) -> counts.put(table, content.count()));
    return counts;
  }

  /** The tables that got no row, and why. */
  public List<FillNote> unfilled() {
    return unfilled.entrySet().stream()
        .map(it -> new FillNote(it.getKey(), it.getValue()))
        .toList();
  }

  /** Whether a whole read of all tables says the same as what was remembered of them. */
  public boolean holds() throws SQLException {
    return remembered.holds(readings(tables()));
  }

  /** Counts and fingerprints of all tables, read as a whole. */
  public SortedMap<String, TableContent> contents() throws SQLException {
    return contents.contents(readings(tables()));
  }

  private Map<String, TableShape> tables() throws SQLException {
    return catalog.isPresent() ? shapes.read(catalog.get().get()) : shapes.read();
  }

  private Map<String, Long> fill(Map<String, TableShape> tables, Map<String, Integer> wanted)
      throws SQLException {
    if (sample == 0 || wanted.isEmpty()) {
      return Map.of();
    }
    var counts = filler.fill(tables, wanted);
    wanted.keySet().forEach(unfilled::remove);
    unfilled.putAll(counts.notes());
    return counts.inserted();
  }

  private List<Reading> common(List<String> tables) {
    return tables.stream()
        .map(
            it -> {
              var columns = RowChecks.columns(before.get(it), after.get(it));
              return new Reading(after.get(it), columns);
            })
        .toList();
  }

  private static List<List<String>> without(List<List<String>> rows, List<List<String>> old) {
    var left = new ArrayList<>(rows);
    old.forEach(left::remove);
    return left;
  }

  private static int labels(TableShape table) {
    return table.columns().stream().mapToInt(it -> it.type().labels().size()).max().orElse(0);
  }

  private static List<Reading> readings(Map<String, TableShape> tables) {
    return tables.values().stream().map(Reading::whole).toList();
  }
}
