package dev.schemamigration.migration.api;

/** What is asked for. */
public sealed interface Goal {
  /** As written by the requester. */
  String target();

  /** The database should stand at exactly the target, whichever way that lies. */
  record Declared(String target) implements Goal {}

  /** Alembic's upgrade: applies what is missing, undoes nothing. */
  record Upgrade(String target) implements Goal {}

  /** Alembic's downgrade: undoes what lies after the target, applies nothing. */
  record Downgrade(String target) implements Goal {}
}
