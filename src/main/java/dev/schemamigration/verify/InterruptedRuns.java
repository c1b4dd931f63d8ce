package dev.schemamigration.verify;

import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.verify.ScratchRun.Moved;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs that are cut off behind every statement outside of a transaction, and run again each time:
 * what the operator does after a crash.
 */
final class InterruptedRuns {
  private final ScratchRun run;

  InterruptedRuns(ScratchRun run) {
    this.run = run;
  }

  /** Whether a revision has such statements, as the journal of this database has them. */
  boolean concern(String revision) throws SQLException {
    try (var statement =
        run.viewer()
            .prepareStatement(
                "SELECT EXISTS (SELECT FROM "
                    + JournalGate.table(run.trackingSchema())
                    + " WHERE event = 'STATEMENT_BEGUN' AND revision = ?)")) {
      statement.setString(1, revision);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** Runs to a goal, as often as it is cut off. */
  Moved move(Goal goal) throws SQLException {
    var connections = new ArrayList<Connection>();
    try {
      for (boolean asRole : List.of(false, true, true)) {
        connections.add(run.connect(asRole));
      }
      connections.get(1).setAutoCommit(false);
      connections.get(2).setAutoCommit(false);
      return move(
          goal,
          new JournalGate(
              connections.get(0), connections.get(1), connections.get(2), run.trackingSchema()));
    } finally {
      for (var connection : connections) {
        connection.close();
      }
    }
  }

  private Moved move(Goal goal, JournalGate gate) throws SQLException {
    var failure = new SQLException[1];
    gate.close();
    var thread =
        Thread.ofPlatform()
            .name("journal gate")
            .start(
                () -> {
                  try {
                    gate.watch();
                  } catch (SQLException e) {
                    failure[0] = e;
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      while (true) {
        int before = gate.cuts();
        var moved = run.attempt(goal, step -> {});
        if (gate.cuts() == before || moved.fault().isEmpty() || !isLost(moved)) {
          return moved;
        }
      }
    } finally {
      gate.end();
      join(thread);
      if (failure[0] != null) {
        throw failure[0];
      }
    }
  }

  private static boolean isLost(Moved moved) {
    var reason = moved.fault().orElseThrow().reason();
    return reason == Reason.ConnectionLost
        || reason == Reason.DatabaseUnreachable
        || reason == Reason.DatabaseStarting;
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
