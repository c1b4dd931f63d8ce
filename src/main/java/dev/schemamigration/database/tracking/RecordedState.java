package dev.schemamigration.database.tracking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The content of the tracking tables at one moment.
 *
 * @param installed whether the tables exist
 * @param revisions the archive, oldest first
 * @param foreignChangesets keys of changesets in Liquibase's table that belong to no archived
 *     revision
 * @param missingChangesets keys of changesets that an applied revision has recorded and that are no
 *     longer in Liquibase's table
 * @param lastOrder highest ORDEREXECUTED, 0 when there is none
 * @param notExecuted changesets that are recorded and were not executed to their end, by key
 * @param ownership where the revisions are and who owns the database; empty where that is not
 *     recorded, as in tables of an earlier version
 */
public record RecordedState(
    boolean installed,
    List<ArchivedRevision> revisions,
    List<String> foreignChangesets,
    List<String> missingChangesets,
    int lastOrder,
    Map<String, ExecType> notExecuted,
    Optional<Ownership> ownership) {
  /** The state of a database without tracking tables. */
  public static final RecordedState NONE =
      new RecordedState(false, List.of(), List.of(), List.of(), 0, Map.of(), Optional.empty());

  public RecordedState {
    revisions = List.copyOf(revisions);
    foreignChangesets = List.copyOf(foreignChangesets);
    missingChangesets = List.copyOf(missingChangesets);
    notExecuted = Map.copyOf(notExecuted);
    Objects.requireNonNull(ownership);
  }

  /** The resource that owns the database, if one does. */
  public Optional<DatabaseOwner> owner() {
    return ownership.flatMap(Ownership::owner);
  }

  /** Whether nothing is recorded as applied, whole or half-way. */
  public boolean nothingApplied() {
    return revisions.isEmpty() && foreignChangesets.isEmpty();
  }

  /** Ids of the revisions that are wholly applied. */
  public Set<String> applied() {
    return revisions.stream()
        .filter(it -> it.state() == RevisionState.APPLIED)
        .map(ArchivedRevision::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Ids of the revisions that are half-way. */
  public Set<String> unfinished() {
    return revisions.stream()
        .filter(it -> it.state() != RevisionState.APPLIED)
        .map(ArchivedRevision::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether the downgrade of a revision includes the changeset with {@code key}: not where it was
   * recorded without running. Of a revision that is half-way any may have run.
   */
  public boolean undoes(ArchivedRevision revision, String key) {
    return revision.state() != RevisionState.APPLIED
        || revision.changesets().contains(key) && !notExecuted.containsKey(key);
  }

  /** The archive by id. */
  public Map<String, ArchivedRevision> byId() {
    var byId = new LinkedHashMap<String, ArchivedRevision>();
    revisions.forEach(it -> byId.put(it.id(), it));
    return byId;
  }
}
