package dev.schemamigration.migration.readiness;

import dev.schemamigration.database.reader.AppliedArchive;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.TargetFault;
import dev.schemamigration.revision.UpgradeTarget;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Whether a database has the revisions that an application needs. */
public sealed interface Readiness {
  /**
   * It has them, whatever else is applied.
   *
   * @param revisions the needed ones
   * @param at the heads of the database
   */
  record Ready(List<String> revisions, String at) implements Readiness {
    public Ready {
      revisions = List.copyOf(revisions);
      Objects.requireNonNull(at);
    }
  }

  /**
   * It does not have them yet.
   *
   * @param why in one sentence
   */
  record NotYet(String why) implements Readiness {}

  /** It cannot be found out, and waiting changes nothing about that. */
  record Failed(Fault fault) implements Readiness {}

  /**
   * Evaluates what a database has. Pure.
   *
   * @param target names what is needed: a revision, the beginning of an id, a label or, where the
   *     source is at hand, anything that {@code upgrade} takes
   * @param declared the revisions of the source; those of none where it is not at hand
   * @throws RevisionException when the source is at hand and the target means nothing in it, or
   *     when it means several revisions
   */
  static Readiness of(AppliedArchive archive, String target, RevisionGraph declared) {
    var graph = RevisionGraph.of(archive.revisions());
    var heads = Heads.of(graph.headsOf(archive.applied()));
    var at = "the database stands at " + heads;
    var needed = needed(graph, target, declared);
    if (needed.isEmpty()) {
      return new NotYet(at);
    }
    var missing = needed.get().stream().filter(it -> !archive.applied().contains(it)).toList();
    if (missing.isEmpty()) {
      return new Ready(needed.get(), heads.toString());
    }
    var halfWay = missing.stream().filter(graph.ids()::contains).toList();
    return new NotYet(
        halfWay.isEmpty() ? at : at + ", and " + String.join(", ", halfWay) + " is half-way");
  }

  /** Evaluates why nothing could be read. */
  static Readiness of(Fault fault) {
    return passes(fault.reason()) ? new NotYet(fault.finding()) : new Failed(fault);
  }

  /** Without a source, what is not applied is not known: nothing is found then. */
  private static Optional<List<String>> needed(
      RevisionGraph archived, String target, RevisionGraph declared) {
    if (!declared.ids().isEmpty()) {
      try {
        return Optional.of(UpgradeTarget.resolve(declared, List.of(), target));
      } catch (RevisionException e) {
        if (!(e.fault() instanceof TargetFault.UnknownRevision)) {
          throw e;
        }
      }
    }
    try {
      return Optional.of(UpgradeTarget.resolve(archived, List.of(), target));
    } catch (RevisionException e) {
      if (e.fault() instanceof TargetFault.UnknownRevision && declared.ids().isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What is so before a database is set up, rights included, or while its server starts. */
  private static boolean passes(Reason reason) {
    return switch (reason) {
      case DatabaseUnreachable,
          DatabaseStarting,
          TooManyConnections,
          DatabaseNotFound,
          SchemaNotFound,
          PermissionDenied,
          ConnectionLost,
          ServerOutOfResources ->
          true;
      default -> false;
    };
  }
}
