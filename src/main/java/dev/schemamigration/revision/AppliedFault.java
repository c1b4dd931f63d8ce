package dev.schemamigration.revision;

import static dev.schemamigration.revision.Quoting.list;
import static dev.schemamigration.revision.Quoting.quote;

import java.util.List;

/** Why no plan can start from the revisions that a database records as applied. */
public sealed interface AppliedFault extends RevisionFault {

  /** Applied revisions that neither the source nor the archive has. */
  record UnknownApplied(List<String> revisions) implements AppliedFault {
    public UnknownApplied {
      revisions = List.copyOf(revisions);
    }

    @Override
    public String message() {
      return "the database has "
          + (revisions.size() == 1 ? "revision " : "revisions ")
          + list(revisions)
          + " applied, which this history does not know; bring the missing files back or stamp the"
          + " database with a revision that exists";
    }
  }

  /** Revisions applied without those that must come before them. */
  record NotClosed(List<String> missing, List<String> orphans) implements AppliedFault {
    public NotClosed {
      missing = List.copyOf(missing);
      orphans = List.copyOf(orphans);
    }

    @Override
    public String message() {
      return "the database has "
          + list(orphans)
          + " applied without "
          + list(missing)
          + ", which must come before; find out which of them really ran and stamp the database"
          + " accordingly";
    }
  }

  /** The beginning of an id where a version table should have the whole id. */
  record ShortenedId(String text, String revision) implements AppliedFault {
    @Override
    public String message() {
      return "the version table names "
          + quote(text)
          + ", which is not the whole id of revision "
          + quote(revision)
          + "; stamp the database with --purge and "
          + quote(revision);
    }
  }
}
