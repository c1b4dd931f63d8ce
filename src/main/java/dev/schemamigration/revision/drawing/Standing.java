package dev.schemamigration.revision.drawing;

import java.util.Locale;

/** What a database has of a revision. */
public enum Standing {
  /** No database was asked. */
  UNKNOWN,
  /** It is applied. */
  APPLIED,
  /** It is not applied. */
  PENDING,
  /** It is applied, and its file is gone. */
  ARCHIVED,
  /** It is applied, and its file is no longer what was applied. */
  DIVERGED;

  /** In one word, as it is written and as classes of documents are called. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Behind the names of a revision; nothing where that is how things should be. */
  String mark() {
    return switch (this) {
      case UNKNOWN, APPLIED -> "";
      case PENDING, ARCHIVED, DIVERGED -> " (" + word() + ")";
    };
  }
}
