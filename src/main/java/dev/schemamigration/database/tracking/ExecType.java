package dev.schemamigration.database.tracking;

import java.util.stream.Stream;

/** How Liquibase's table records the execution of a changeset; the stored text is the name. */
public enum ExecType {
  /** It was executed to its end. */
  EXECUTED,
  /** It was executed again, because it was changed. */
  RERAN,
  /** It was recorded without being executed. */
  MARK_RAN,
  /** Only a part of its statements took effect. */
  FAILED,
  /** It was skipped. */
  SKIPPED,
  /** Any text that Liquibase 4 does not write. */
  UNKNOWN;

  /** Parses the stored text. */
  public static ExecType of(String stored) {
    return Stream.of(values()).filter(it -> it.name().equals(stored)).findFirst().orElse(UNKNOWN);
  }

  /** Whether the changeset was executed to its end, so that a downgrade rolls it back. */
  public boolean executed() {
    return this == EXECUTED || this == RERAN;
  }

  /** Whether Liquibase does not execute the changeset any more. */
  public boolean ran() {
    return executed() || this == MARK_RAN;
  }
}
