package dev.schemamigration.database.tracking;

/** How far a recorded revision got. Only non-transactional work is ever seen half-way. */
public enum RevisionState {
  /** Begun and not finished. */
  APPLYING,
  /** Applied. */
  APPLIED,
  /** Its downgrade was begun and not finished. */
  UNDOING
}
