package dev.schemamigration.adoption;

import dev.schemamigration.database.tracking.ChangesetId;
import dev.schemamigration.database.tracking.ExecType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The rows that another migration tool has recorded in a database, as they were read. */
public sealed interface ForeignHistory {
  /** The tool's name. */
  String tool();

  /** The table it was read from, {@code schema.name}. */
  String table();

  /** Whether the tool has left its table and recorded nothing in it. */
  boolean isEmpty();

  /**
   * Alembic's {@code alembic_version}: the heads of what is applied.
   *
   * @param versions whole revision ids, sorted
   */
  record Alembic(String table, List<String> versions) implements ForeignHistory {
    public Alembic {
      Objects.requireNonNull(table);
      versions = List.copyOf(versions);
    }

    @Override
    public String tool() {
      return "Alembic";
    }

    @Override
    public boolean isEmpty() {
      return versions.isEmpty();
    }
  }

  /**
   * Liquibase's {@code databasechangelog}.
   *
   * @param changesets in the order in which they ran
   * @param lockedBy holder of {@code databasechangeloglock}, as Liquibase writes it; empty when the
   *     lock is free
   */
  record Liquibase(String table, List<Changeset> changesets, Optional<String> lockedBy)
      implements ForeignHistory {
    public Liquibase {
      Objects.requireNonNull(table);
      Objects.requireNonNull(lockedBy);
      changesets = List.copyOf(changesets);
    }

    @Override
    public String tool() {
      return "Liquibase";
    }

    @Override
    public boolean isEmpty() {
      return changesets.isEmpty() && lockedBy.isEmpty();
    }

    /**
     * One row of the table.
     *
     * @param checksum with its version prefix, as in {@code 9:4b2…}; empty when none was recorded
     */
    public record Changeset(ChangesetId id, String checksum, ExecType execType) {}
  }

  /**
   * Flyway's {@code flyway_schema_history}.
   *
   * @param rows by installed rank
   */
  record Flyway(String table, List<Row> rows) implements ForeignHistory {
    public Flyway {
      Objects.requireNonNull(table);
      rows = List.copyOf(rows);
    }

    @Override
    public String tool() {
      return "Flyway";
    }

    @Override
    public boolean isEmpty() {
      return rows.isEmpty();
    }

    /**
     * One row of the table.
     *
     * @param version absent for repeatable migrations and for the creation of the schema
     * @param type SQL, JDBC, BASELINE, UNDO_SQL, DELETE, SCHEMA, …
     * @param script the file, relative to Flyway's location
     */
    public record Row(Optional<String> version, String type, String script, boolean success) {}
  }

  /** A table that exists and that the session's role may not read. */
  record Unreadable(String tool, String table) implements ForeignHistory {
    public Unreadable {
      Objects.requireNonNull(tool);
      Objects.requireNonNull(table);
    }

    @Override
    public boolean isEmpty() {
      return false;
    }
  }

  /**
   * golang-migrate's {@code schema_migrations}: one number.
   *
   * @param version absent when nothing is applied
   * @param dirty whether the migration to that version did not finish
   */
  record GolangMigrate(String table, Optional<Long> version, boolean dirty)
      implements ForeignHistory {
    public GolangMigrate {
      Objects.requireNonNull(table);
      Objects.requireNonNull(version);
    }

    @Override
    public String tool() {
      return "golang-migrate";
    }

    @Override
    public boolean isEmpty() {
      return version.isEmpty() && !dirty;
    }
  }
}
