package dev.schemamigration.database.tracking;

import dev.schemamigration.database.proof.FoundRow;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.text.Printable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the recorded state of the rows of {@link StateQuery}; refuses what means nothing. */
final class StateRows {
  /** As long as a target may be, which is longer than names and uids are. */
  private static final int LONGEST_NAME = 1024;

  /** Leaves numbers for changesets to come, which Liquibase's column holds in 32 bits. */
  private static final long LAST_ORDER = Integer.MAX_VALUE - 10_000_000;

  private final TrackingSchema tables;
  private final Session session;
  private final TreeMap<Long, ArchivedRevision> byOrder = new TreeMap<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, ExecType> notExecuted = new HashMap<>();
  private final Set<String> keys = new HashSet<>();
  private int lastOrder;
  private boolean incomplete;
  private Optional<Ownership> ownership = Optional.empty();
  private @Nullable FoundRow archived;

  StateRows(TrackingSchema tables, Session session) {
    this.tables = tables;
    this.session = session;
  }

  /** Reads one row. */
  void read(ResultSet row) throws SQLException {
    switch (row.getInt(1)) {
      case 1 -> archive(archived(row));
      case 2 -> changelog(found(row, "databasechangelog", "orderexecuted", 8));
      default -> owner(found(row, "tracking_owner", "uid", 7));
    }
  }

  /** One for all rows of the archive. */
  private FoundRow archived(ResultSet row) {
    if (archived == null) {
      archived = found(row, "revision_archive", "revision", 2);
    }
    return archived;
  }

  private FoundRow found(ResultSet row, String table, String key, int keyColumn) {
    return new FoundRow(tables.proof(), session, row, tables.name() + "." + table, key, keyColumn);
  }

  private void archive(FoundRow row) throws SQLException {
    var revision =
        new Revision(
            row.text(2, "revision"),
            row.texts(11, "down_revisions"),
            row.texts(12, "branch_labels"),
            row.texts(13, "depends_on"),
            row.text(6, "message"));
    var archivedRevision =
        new ArchivedRevision(
            revision,
            row.constant(3, "state", RevisionState.values()),
            row.uuid(7, "attempt"),
            row.text(4, "path"),
            row.text(5, "sha256"),
            row.flag(9, "irreversible"),
            row.texts(10, "changesets"));
    long order = row.number(8, "applied_order", Long.MIN_VALUE, Long.MAX_VALUE);
    if (byOrder.put(order, archivedRevision) != null) {
      throw row.meaningless("has the applied_order " + order + " of another row");
    }
    if (!ids.add(revision.id())) {
      throw row.meaningless("is there twice");
    }
  }

  private void changelog(FoundRow row) throws SQLException {
    if (row.optional(10).isEmpty()) {
      return; // no rows
    }
    var found = row.elements(10, "keys");
    if (found.contains(null)) {
      incomplete = true;
      return;
    }
    found.forEach(it -> keys.add(String.valueOf(it)));
    lastOrder =
        row.optional(8).isEmpty()
            ? 0
            : (int) row.number(8, "orderexecuted", Integer.MIN_VALUE, LAST_ORDER);
    if (row.optional(11).isPresent()) {
      for (var typed : row.elements(11, "exectypes")) {
        if (typed == null) {
          incomplete = true;
          return;
        }
        int blank = typed.indexOf(' ');
        notExecuted.put(
            typed.substring(blank + 1), ExecType.of(typed.substring(0, Math.max(blank, 0))));
      }
    }
    notExecuted.values().removeIf(ExecType::executed);
  }

  private void owner(FoundRow row) throws SQLException {
    if (ownership.isPresent()) {
      throw row.meaningless("is not the only one");
    }
    var uid = row.optional(7);
    var owner =
        uid.isEmpty()
            ? Optional.<DatabaseOwner>empty()
            : Optional.of(
                new DatabaseOwner(
                    name(row.text(4, "installation")),
                    name(row.text(5, "namespace")),
                    name(row.text(6, "name")),
                    name(uid.get())));
    ownership =
        Optional.of(
            new Ownership(row.text(2, "migrated_schema"), owner, name(row.text(3, "target"))));
  }

  /** A tenant may have written it, and it ends in the log and on the terminal of other people. */
  private static String name(String text) {
    return Printable.line(text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME));
  }

  /** Whether a row of Liquibase's table lacks a value. */
  boolean incomplete() {
    return incomplete;
  }

  /** The state, when all rows are read. */
  RecordedState state() {
    var revisions = List.copyOf(byOrder.values());
    var recorded = new HashSet<String>();
    revisions.forEach(it -> recorded.addAll(it.changesets()));
    var foreign =
        keys.stream()
            .filter(key -> !recorded.contains(key))
            .collect(Collectors.toCollection(TreeSet::new));
    var missing =
        revisions.stream()
            .filter(it -> it.state() == RevisionState.APPLIED)
            .flatMap(it -> it.changesets().stream())
            .filter(key -> !keys.contains(key))
            .collect(Collectors.toCollection(TreeSet::new));
    return new RecordedState(
        true,
        revisions,
        new ArrayList<>(foreign),
        new ArrayList<>(missing),
        lastOrder,
        notExecuted,
        ownership);
  }
}
