package dev.schemamigration.database.tracking;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the tracking tables say.
 *
 * @param installed whether they exist
 * @param revisions the archive, oldest first
 * @param strangers changesets recorded as run that no archived revision accounts for
 * @param vanished changesets that an applied revision recorded and that are gone from Liquibase's
 *     table
 * @param lastOrder highest ORDEREXECUTED, 0 when there is none
 * @param leftOut changesets that are recorded and did not run to their end, with Liquibase's word
 *     for how: MARK_RAN, SKIPPED, FAILED
 */
public record RecordedState(
    boolean installed,
    List<ArchivedRevision> revisions,
    List<String> strangers,
    List<String> vanished,
    int lastOrder,
    Map<String, String> leftOut) {
  /** Nothing was ever recorded. */
  public static final RecordedState NONE =
      new RecordedState(false, List.of(), List.of(), List.of(), 0, Map.of());

  private static final Set<String> RAN = Set.of("EXECUTED", "RERAN");

  public RecordedState {
    revisions = List.copyOf(revisions);
    strangers = List.copyOf(strangers);
    vanished = List.copyOf(vanished);
    leftOut = Map.copyOf(leftOut);
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
   * Whether a changeset ran to its end.
   *
   * @param type as Liquibase's table has it
   */
  public static boolean ran(String type) {
    return RAN.contains(type);
  }

  /**
   * Whether undoing a revision undoes the changeset with {@code key}: not where it was left out. Of
   * a revision that is half-way any may have run.
   */
  public boolean undoes(ArchivedRevision revision, String key) {
    return revision.state() != RevisionState.APPLIED
        || revision.changesets().contains(key) && !leftOut.containsKey(key);
  }

  /** The archive by id. */
  public Map<String, ArchivedRevision> byId() {
    var byId = new LinkedHashMap<String, ArchivedRevision>();
    revisions.forEach(it -> byId.put(it.id(), it));
    return byId;
  }
}
