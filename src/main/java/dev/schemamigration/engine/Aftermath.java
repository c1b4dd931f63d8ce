package dev.schemamigration.engine;

import dev.schemamigration.database.Session;
import dev.schemamigration.engine.LoneScript.Statement;
import dev.schemamigration.engine.fault.AutocommitFault.NotEffective;
import dev.schemamigration.engine.fault.AutocommitFault.Uncertain;
import dev.schemamigration.engine.fault.EngineException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds out from the catalogue what a statement that cannot be undone by a rollback has left. */
final class Aftermath {
  private final Session session;
  private final Catalogue catalogue;

  Aftermath(Session session) {
    this.session = session;
    this.catalogue = new Catalogue(session);
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
  String before(LoneStatement kind) throws SQLException {
    return kind instanceof LoneStatement.CreateIndex index
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
      case LoneStatement.CreateIndex index -> created(index, before) ? Effect.TAKEN : Effect.NONE;
      case LoneStatement.DropIndex index -> dropped(index) ? Effect.TAKEN : Effect.NONE;
      case LoneStatement.DetachPartition it -> detached(it) ? Effect.TAKEN : Effect.NONE;
      case LoneStatement.Rebuild rebuild -> {
        clear(rebuild, true);
        yield Effect.REPEATABLE;
      }
      case LoneStatement.Repeatable repeatable -> Effect.REPEATABLE;
      case LoneStatement.Transactional transactional -> Effect.NONE;
      case LoneStatement.Opaque opaque ->
          throw new EngineException(
              new Uncertain(
                  statement.place().revision(),
                  statement.place().operation(),
                  statement.place().changeset().called(),
                  statement.number(),
                  statement.executable().text()));
    };
  }

  private boolean created(LoneStatement.CreateIndex index, String before) throws SQLException {
    var there = catalogue.index(index.name(), index.table());
    if (there.isPresent() && there.get().valid() && !before.equals("" + there.get().oid())) {
      return true;
    }
    clear(index, true);
    return false;
  }

  private boolean dropped(LoneStatement.DropIndex index) throws SQLException {
    var there = catalogue.index(index.name());
    if (there.isPresent() && !there.get().valid()) {
      drop(there.get());
      return true;
    }
    return there.isEmpty();
  }

  private boolean detached(LoneStatement.DetachPartition detach) throws SQLException {
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
  void clear(LoneStatement kind, boolean again) throws SQLException {
    switch (kind) {
      case LoneStatement.CreateIndex index -> {
        var there = catalogue.index(index.name(), index.table());
        if (there.isPresent() && !there.get().valid()) {
          drop(there.get());
        }
      }
      case LoneStatement.Rebuild rebuild -> {
        if (again) {
          for (var leftover : catalogue.rebuildLeftovers(rebuild.relation())) {
            drop(leftover);
          }
        }
      }
      case LoneStatement.DetachPartition detach -> {}
      case LoneStatement.Repeatable repeatable -> {}
      case LoneStatement.DropIndex drop -> {}
      case LoneStatement.Transactional transactional -> {}
      case LoneStatement.Opaque opaque -> {}
    }
  }

  /** The session's count of transactions, for a statement that may end some of its own. */
  OptionalLong transaction(LoneStatement kind) throws SQLException {
    return kind instanceof LoneStatement.Opaque
        ? OptionalLong.of(catalogue.transaction())
        : OptionalLong.empty();
  }

  /** How many transactions the session has begun since that count, with the one that asks. */
  long transactionsSince(long count) throws SQLException {
    return catalogue.transaction() - count;
  }

  /** Whether a statement that failed left everything as it was. */
  boolean untouched(LoneStatement kind) throws SQLException {
    return switch (kind) {
      case LoneStatement.DropIndex index ->
          catalogue.index(index.name()).filter(Catalogue.Index::valid).isPresent();
      case LoneStatement.DetachPartition detach ->
          catalogue.detachPending(detach.parent(), detach.partition()).equals(Optional.of(false));
      case LoneStatement.CreateIndex index -> true;
      case LoneStatement.Rebuild rebuild -> true;
      case LoneStatement.Repeatable repeatable -> true;
      case LoneStatement.Transactional transactional -> true;
      case LoneStatement.Opaque opaque -> true;
    };
  }

  /** Whether there is nothing left to do for a statement that undoes what may never have been. */
  boolean needless(LoneStatement kind) throws SQLException {
    return switch (kind) {
      case LoneStatement.DropIndex index -> catalogue.index(index.name()).isEmpty();
      case LoneStatement.DetachPartition detach -> detached(detach);
      case LoneStatement.CreateIndex index -> created(index, "");
      case LoneStatement.Rebuild rebuild -> false;
      case LoneStatement.Repeatable repeatable -> false;
      case LoneStatement.Transactional transactional -> false;
      case LoneStatement.Opaque opaque -> false;
    };
  }

  /**
   * Asks the catalogue whether a success was one.
   *
   * @throws EngineException when it was not
   */
  void verify(Statement statement) throws SQLException {
    if (statement.kind() instanceof LoneStatement.CreateIndex index) {
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

  private void drop(Catalogue.Index index) throws SQLException {
    execute("DROP INDEX CONCURRENTLY IF EXISTS " + index.qualifiedName());
  }

  private void execute(String sql) throws SQLException {
    try (var statement = session.connection().createStatement()) {
      statement.execute(sql);
    }
  }
}
