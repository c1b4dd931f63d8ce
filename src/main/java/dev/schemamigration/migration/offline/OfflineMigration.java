package dev.schemamigration.migration.offline;

import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.engine.budget.PassBudget;
import dev.schemamigration.engine.budget.Room;
import dev.schemamigration.engine.offline.OfflineEngine;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.plan.CommandPlanner;
import dev.schemamigration.plan.StampPlanner;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.TargetFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes scripts for {@code psql} that lead to the same schema and the same records as a run would.
 * No database is connected to: a script begins by verifying that the one on which it runs stands
 * where it begins. Goal, policy and claim of the request are ignored.
 */
public final class OfflineMigration {
  private final Request request;

  /** With the source and the settings of {@code request}. */
  public OfflineMigration(Request request) {
    this.request = request;
  }

  /**
   * Writes an upgrade.
   *
   * @param range {@code FROM:TO}, or the target alone, from base
   */
  public Script upgrade(String range) {
    return written(
        (graph, engine) -> {
          var from = ScriptRange.of(graph, range);
          var plan = CommandPlanner.upgrade(graph, from.applied(), from.target());
          return new PlanScript(request, graph, engine).of(from, plan);
        });
  }

  /**
   * Writes a downgrade.
   *
   * @param range {@code FROM:TO}
   */
  public Script downgrade(String range) {
    return written(
        (graph, engine) -> {
          if (!ScriptRange.hasStart(range)) {
            throw new TargetFault.Malformed(
                    range, "a script that undoes needs to know where it begins: \"FROM:TO\"")
                .asException();
          }
          var from = ScriptRange.of(graph, range);
          var plan = CommandPlanner.downgrade(graph, from.applied(), from.target());
          return new PlanScript(request, graph, engine).of(from, plan);
        });
  }

  /**
   * Writes a stamp.
   *
   * @param targets the first may be {@code FROM:TO}; without a start it begins at base
   */
  public Script stamp(List<String> targets) {
    return written(
        (graph, engine) -> {
          var from = ScriptRange.of(graph, targets.getFirst());
          var ends = new ArrayList<>(targets);
          ends.set(0, from.target());
          var wanted = StampPlanner.stamp(graph, from.heads().ids(), ends, false);
          return new StampScript(request, graph, engine).of(from, wanted);
        });
  }

  /** Writes the creation of the tracking tables. */
  public Script ensureVersion() {
    return written((graph, engine) -> new ScriptFrame(request).ofTables());
  }

  private interface Writer {
    List<String> lines(RevisionGraph graph, OfflineEngine engine) throws Exception;
  }

  private Script written(Writer writer) {
    var budget = new PassBudget(Room.UNLIMITED, "", Optional::empty);
    try (var engine = new OfflineEngine(request.database(), budget)) {
      var graph = KnownRevisions.of(request.bundle(), RecordedState.NONE).whole();
      return new Script.Written(String.join("\n", writer.lines(graph, engine)) + "\n");
    } catch (Exception e) {
      return new Script.Stopped(
          new FaultTranslator(request.database(), request.parameters(), request.names()).of(e));
    }
  }
}
