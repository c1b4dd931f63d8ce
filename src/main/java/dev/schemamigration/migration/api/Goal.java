package dev.schemamigration.migration.api;

import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.fault.SourceFault;
import java.util.Optional;

/** The goal of a request: a target and the directions in which it may be reached. */
public sealed interface Goal {
  /** The target as the requester wrote it. */
  String target();

  /**
   * The fault of a source that cannot serve this goal. One without revisions declares nothing: only
   * {@code base}, written out, is carried out with it, from the archive.
   */
  default Optional<SourceFault> faultOf(Bundle bundle) {
    return isBase() ? Optional.empty() : bundle.emptiness();
  }

  /** Whether the target is {@code base}, written out. */
  default boolean isBase() {
    return target().strip().equals("base");
  }

  /** The database is to be at exactly the target: upgrades or downgrades as needed. */
  record Declared(String target) implements Goal {}

  /** Alembic's upgrade: applies missing revisions, undoes none. */
  record Upgrade(String target) implements Goal {}

  /** Alembic's downgrade: undoes revisions after the target, applies none. */
  record Downgrade(String target) implements Goal {}
}
