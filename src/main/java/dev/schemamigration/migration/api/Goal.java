package dev.schemamigration.migration.api;

/** The goal of a request: a target and the directions in which it may be reached. */
public sealed interface Goal {
  /** The target as the requester wrote it. */
  String target();

  /** The database is to be at exactly the target: upgrades or downgrades as needed. */
  record Declared(String target) implements Goal {}

  /** Alembic's upgrade: applies missing revisions, undoes none. */
  record Upgrade(String target) implements Goal {}

  /** Alembic's downgrade: undoes revisions after the target, applies none. */
  record Downgrade(String target) implements Goal {}
}
