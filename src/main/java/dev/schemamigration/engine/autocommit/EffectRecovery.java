package dev.schemamigration.engine.autocommit;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.autocommit.AutocommitScript.Statement;
import dev.schemamigration.engine.fault.AutocommitFault.NotEffective;
import dev.schemamigration.engine.fault.AutocommitFault.Uncertain;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.sql.StatementKind;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds out from the catalogue what a statement that cannot be undone by a rollback has left. */
final class EffectRecovery {
  private final Session session;
  private final CatalogQueries catalogue;

  EffectRecovery(Session session) {
    this.session = session;
    this.catalogue = new CatalogQueries(session);
  }

  /** Whether a statement that was cut off took effect. */
  enum Effect {
    /** All of it; what was left to do has been done. */
    TAKEN,
    /** None; what it left behind has been cleared away. */
    NONE,
    /** Nobody can tell, and it does not matter: doing it again does no harm. */
    REPEATABLE
  }

  /** What there is now that must not be taken for the statement's effect later. */
  String before(StatementKind kind) throws SQLException {
    return kind instanceof StatementKind.CreateIndex index
        ? catalogue.index(index.name(), index.table()).map(it -> "" + it.oid()).orElse("")
        : "";
  }

  /**
   * Settles a statement that was sent and whose end was never recorded.
   *
   * @param before as {@link #before} said it when it was sent
   * @throws EngineException when only a person can tell
   */
  Effect settle(Statement statement, String before) throws SQLException {
    return switch (statement.kind()) {
      case StatementKind.CreateIndex index -> created(index, before) ? Effect.TAKEN : Effect.NONE;
      case StatementKind.DropIndex index -> dropped(index) ? Effect.TAKEN : Effect.NONE;
      case StatementKind.DetachPartition it -> detached(it) ? Effect.TAKEN : Effect.NONE;
      case StatementKind.Rebuild rebuild -> {
        clear(rebuild, true);
        yield Effect.REPEATABLE;
      }
      case StatementKind.Repeatable repeatable -> Effect.REPEATABLE;
      case StatementKind.Transactional transactional -> Effect.NONE;
      case StatementKind.Opaque opaque ->
          throw new EngineException(
              new Uncertain(
                  statement.place().revision(),
                  statement.place().operation(),
                  statement.place().changeset().called(),
                  statement.number(),
                  statement.executable().text()));
    };
  }

  private boolean created(StatementKind.CreateIndex index, String before) throws SQLException {
    var there = catalogue.index(index.name(), index.table());
    if (there.isPresent() && there.get().valid() && !before.equals("" + there.get().oid())) {
      return true;
    }
    clear(index, true);
    return false;
  }

  private boolean dropped(StatementKind.DropIndex index) throws SQLException {
    var there = catalogue.index(index.name());
    if (there.isPresent() && !there.get().valid()) {
      drop(there.get());
      return true;
    }
    return there.isEmpty();
  }

  private boolean detached(StatementKind.DetachPartition detach) throws SQLException {
    var pending = catalogue.detachPending(detach.parent(), detach.partition());
    if (pending.isPresent() && pending.get()) {
      execute(
          "ALTER TABLE "
              + detach.parent()
              + " DETACH PARTITION "
              + detach.partition()
              + " FINALIZE");
      return true;
    }
    return pending.isEmpty();
  }

  /**
   * Clears away what keeps a statement from being sent.
   *
   * @param again whether it was sent before
   */
  void clear(StatementKind kind, boolean again) throws SQLException {
    switch (kind) {
      case StatementKind.CreateIndex index -> {
        var there = catalogue.index(index.name(), index.table());
        if (there.isPresent() && !there.get().valid()) {
          drop(there.get());
        }
      }
      case StatementKind.Rebuild rebuild -> {
        if (again) {
          for (var leftover : catalogue.rebuildLeftovers(rebuild.relation())) {
            drop(leftover);
          }
        }
      }
      case StatementKind.DetachPartition detach -> {}
      case StatementKind.Repeatable repeatable -> {}
      case StatementKind.DropIndex drop -> {}
      case StatementKind.Transactional transactional -> {}
      case StatementKind.Opaque opaque -> {}
    }
  }

  /** The session's count of transactions, for a statement that may end some of its own. */
  OptionalLong transaction(StatementKind kind) throws SQLException {
    return kind instanceof StatementKind.Opaque
        ? OptionalLong.of(catalogue.transaction())
        : OptionalLong.empty();
  }

  /** How many transactions the session has begun since that count, with the one that asks. */
  long transactionsSince(long count) throws SQLException {
    return catalogue.transaction() - count;
  }

  /** Whether a statement that failed left everything as it was. */
  boolean untouched(StatementKind kind) throws SQLException {
    return switch (kind) {
      case StatementKind.DropIndex index ->
          catalogue.index(index.name()).filter(CatalogQueries.Index::valid).isPresent();
      case StatementKind.DetachPartition detach ->
          catalogue.detachPending(detach.parent(), detach.partition()).equals(Optional.of(false));
      case StatementKind.CreateIndex index -> true;
      case StatementKind.Rebuild rebuild -> true;
      case StatementKind.Repeatable repeatable -> true;
      case StatementKind.Transactional transactional -> true;
      case StatementKind.Opaque opaque -> true;
    };
  }

  /** Whether there is nothing left to do for a statement that undoes what may never have been. */
  boolean needless(StatementKind kind) throws SQLException {
    return switch (kind) {
      case StatementKind.DropIndex index -> catalogue.index(index.name()).isEmpty();
      case StatementKind.DetachPartition detach -> detached(detach);
      case StatementKind.CreateIndex index -> created(index, "");
      case StatementKind.Rebuild rebuild -> false;
      case StatementKind.Repeatable repeatable -> false;
      case StatementKind.Transactional transactional -> false;
      case StatementKind.Opaque opaque -> false;
    };
  }

  /**
   * Asks the catalogue whether a success was one.
   *
   * @throws EngineException when it was not
   */
  void verify(Statement statement) throws SQLException {
    if (statement.kind() instanceof StatementKind.CreateIndex index) {
      var there = catalogue.index(index.name(), index.table());
      if (there.isEmpty() || !there.get().valid()) {
        throw new EngineException(
            new NotEffective(
                statement.place().revision(),
                statement.place().changeset().called(),
                statement.number(),
                "index "
                    + index.name()
                    + (there.isEmpty() ? " is not there" : " is there and not valid")));
      }
    }
  }

  private void drop(CatalogQueries.Index index) throws SQLException {
    execute("DROP INDEX CONCURRENTLY IF EXISTS " + index.qualifiedName());
  }

  private void execute(String sql) throws SQLException {
    try (var statement = session.connection().createStatement()) {
      statement.execute(sql);
    }
  }
}
