package dev.schemamigration.engine.run;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.text.ObjectName;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.ChangeExecListener;
import liquibase.database.Database;
import liquibase.exception.PreconditionErrorException;
import liquibase.exception.PreconditionFailedException;
import liquibase.precondition.Precondition;
import liquibase.precondition.PreconditionLogic;
import liquibase.precondition.core.AndPrecondition;
import liquibase.precondition.core.ColumnExistsPrecondition;
import liquibase.precondition.core.ForeignKeyExistsPrecondition;
import liquibase.precondition.core.NotPrecondition;
import liquibase.precondition.core.OrPrecondition;
import liquibase.precondition.core.PrimaryKeyExistsPrecondition;
import liquibase.precondition.core.SequenceExistsPrecondition;
import liquibase.precondition.core.SqlPrecondition;
import liquibase.precondition.core.UniqueConstraintExistsPrecondition;
import org.jspecify.annotations.Nullable;

/**
 * Separates the queries of a changelog's author from those of Liquibase and the driver. Only the
 * former are the migration's, and run under its search_path; the latter ask the catalog, with
 * operators that others could have created better matches for.
 */
final class SeparatedPreconditions {
  private final Session session;

  SeparatedPreconditions(Session session) {
    this.session = session;
  }

  /** The same precondition, with each query under the search_path that it belongs to. */
  Precondition of(Precondition precondition) {
    return switch (precondition) {
      case SqlPrecondition sql -> sql;
      case NotPrecondition not -> with(new NotPrecondition(), not);
      case OrPrecondition or -> with(new OrPrecondition(), or);
      case AndPrecondition and -> with(new AndPrecondition(), and);
      case ColumnExistsPrecondition column -> new Separated(cut(column));
      case SequenceExistsPrecondition sequence -> new Separated(cut(sequence));
      case PrimaryKeyExistsPrecondition key -> new Separated(cut(key));
      case UniqueConstraintExistsPrecondition unique -> new Separated(cut(unique));
      case ForeignKeyExistsPrecondition key -> new Separated(cut(key));
      default -> new Separated(precondition);
    };
  }

  /** These compare names as they are written with those of the catalog. */
  private static Precondition cut(ColumnExistsPrecondition written) {
    var cut = new ColumnExistsPrecondition();
    cut.setCatalogName(written.getCatalogName());
    cut.setSchemaName(cut(written.getSchemaName()));
    cut.setTableName(cut(written.getTableName()));
    cut.setColumnName(cut(written.getColumnName()));
    return cut;
  }

  private static Precondition cut(SequenceExistsPrecondition written) {
    var cut = new SequenceExistsPrecondition();
    cut.setCatalogName(written.getCatalogName());
    cut.setSchemaName(cut(written.getSchemaName()));
    cut.setSequenceName(cut(written.getSequenceName()));
    return cut;
  }

  private static Precondition cut(PrimaryKeyExistsPrecondition written) {
    var cut = new PrimaryKeyExistsPrecondition();
    cut.setCatalogName(written.getCatalogName());
    cut.setSchemaName(cut(written.getSchemaName()));
    cut.setTableName(cut(written.getTableName()));
    cut.setPrimaryKeyName(cut(written.getPrimaryKeyName()));
    return cut;
  }

  private static Precondition cut(UniqueConstraintExistsPrecondition written) {
    var cut = new UniqueConstraintExistsPrecondition();
    cut.setCatalogName(written.getCatalogName());
    cut.setSchemaName(cut(written.getSchemaName()));
    cut.setTableName(cut(written.getTableName()));
    cut.setConstraintName(cut(written.getConstraintName()));
    if (written.getColumnNames() != null) {
      cut.setColumnNames(
          Arrays.stream(written.getColumnNames().split(","))
              .map(it -> ObjectName.cut(it.strip()))
              .collect(Collectors.joining(", ")));
    }
    return cut;
  }

  private static Precondition cut(ForeignKeyExistsPrecondition written) {
    var cut = new ForeignKeyExistsPrecondition();
    cut.setCatalogName(written.getCatalogName());
    cut.setSchemaName(cut(written.getSchemaName()));
    cut.setForeignKeyTableName(cut(written.getForeignKeyTableName()));
    cut.setForeignKeyName(cut(written.getForeignKeyName()));
    return cut;
  }

  private static @Nullable String cut(@Nullable String name) {
    return name == null ? null : ObjectName.cut(name);
  }

  private Precondition with(PreconditionLogic empty, PreconditionLogic original) {
    original.getNestedPreconditions().forEach(it -> empty.addNestedPrecondition(of(it)));
    return empty;
  }

  private final class Separated extends AndPrecondition {
    Separated(Precondition only) {
      addNestedPrecondition(only);
    }

    @Override
    public void check(
        Database database,
        DatabaseChangeLog changeLog,
        ChangeSet changeSet,
        ChangeExecListener listener)
        throws PreconditionFailedException, PreconditionErrorException {
      var path = leave(changeLog);
      try {
        super.check(database, changeLog, changeSet, listener);
      } finally {
        session.returnToMigration(path);
      }
    }

    private String leave(DatabaseChangeLog changeLog) throws PreconditionErrorException {
      try {
        return session.leaveMigration();
      } catch (SQLException e) {
        throw new PreconditionErrorException(e, changeLog, this);
      }
    }
  }
}
