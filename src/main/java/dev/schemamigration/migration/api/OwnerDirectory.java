package dev.schemamigration.migration.api;

import dev.schemamigration.database.tracking.DatabaseOwner;

/** Knows which resources are gone, so that they no longer own a database. */
public interface OwnerDirectory {
  /** Knows of nobody. */
  OwnerDirectory NONE = (owner, asker) -> false;

  /**
   * Whether a resource is known to be gone; false where that cannot be found out. Blocks.
   *
   * @param owner as a database records it, so that its tenant may have made it up
   * @param asker for whom it is asked, who must not learn what exists in other namespaces
   */
  boolean isGone(DatabaseOwner owner, DatabaseOwner asker);
}
