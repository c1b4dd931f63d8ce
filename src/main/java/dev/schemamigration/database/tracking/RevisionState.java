package dev.schemamigration.database.tracking;

/** The state of an archived revision. Only non-transactional revisions can be half-way. */
public enum RevisionState {
  /** Its upgrade was begun and not finished. */
  APPLYING,
  /** Applied. */
  APPLIED,
  /** Its downgrade was begun and not finished. */
  UNDOING
}
