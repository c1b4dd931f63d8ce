package dev.schemamigration.autogenerate;

import dev.schemamigration.database.archive.ArchivedText;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** The revisions that a database has archived, as they were applied. */
final class Archive {
  private final List<ArchivedRevision> revisions;
  private final Map<String, ArchivedText> texts;

  private Archive(List<ArchivedRevision> revisions, Map<String, ArchivedText> texts) {
    this.revisions = List.copyOf(revisions);
    this.texts = Map.copyOf(texts);
  }

  /**
   * Reads it.
   *
   * @throws ComparisonStopped when it cannot be read
   */
  static Archive read(ComparisonContext context, ConnectionSettings database) {
    try (var session =
        context.connector().open(database, SessionTimeouts.INSPECTION, "schemactl drift")) {
      var tracking = new TrackingTables(session, context.requester(), UUID.randomUUID());
      RecordedState recorded = tracking.read();
      var ids = recorded.revisions().stream().map(ArchivedRevision::id).toList();
      return new Archive(recorded.revisions(), ids.isEmpty() ? Map.of() : tracking.texts(ids));
    } catch (Exception e) {
      throw new ComparisonStopped(
          new FaultTranslator(database, context.parameters(), context.names()).of(e));
    }
  }

  /** The revisions that no other one follows. */
  List<String> heads() {
    return RevisionGraph.of(nodes()).heads();
  }

  private List<Revision> nodes() {
    return revisions.stream().map(ArchivedRevision::revision).toList();
  }

  /** Applies them to an empty database, each with the values with which it was applied. */
  void replay(ComparisonContext context, ConnectionSettings scratch) {
    if (revisions.isEmpty()) {
      return;
    }
    var groups = groups(context);
    var done = new HashSet<String>();
    for (var group : groups) {
      done.addAll(group.ids());
      context
          .with(group.parameters(), group.filter())
          .run(bundle(done), scratch, new Goal.Upgrade("heads"));
    }
  }

  /** Revisions that follow each other and were applied with the same values. */
  private record Group(Set<String> ids, List<Parameter> parameters, ChangesetFilter filter) {}

  private List<Group> groups(ComparisonContext context) {
    var groups = new ArrayList<Group>();
    for (var revision : revisions) {
      var text = texts.get(revision.id());
      var parameters = parameters(text, context.parameters());
      var filter = text.filter().orElse(context.filter());
      var last = groups.isEmpty() ? null : groups.getLast();
      if (last != null && last.parameters().equals(parameters) && last.filter().equals(filter)) {
        last.ids().add(revision.id());
      } else {
        groups.add(new Group(new HashSet<>(Set.of(revision.id())), parameters, filter));
      }
    }
    return groups;
  }

  /** Secrets are in no archive: they come from the command line. */
  private static List<Parameter> parameters(ArchivedText text, List<Parameter> given) {
    var values = new LinkedHashMap<String, Parameter>();
    text.parameters().forEach((name, value) -> values.put(name, new Parameter(name, value, false)));
    given.forEach(it -> values.putIfAbsent(it.name(), it));
    return List.copyOf(values.values());
  }

  private Bundle bundle(Set<String> ids) {
    var files = new ArrayList<RevisionFile>();
    Map<String, byte[]> resources = new HashMap<>();
    for (var it : revisions) {
      if (ids.contains(it.id())) {
        var text = texts.get(it.id());
        files.add(
            new RevisionFile(
                it.revision(),
                it.path(),
                text.content(),
                it.irreversible(),
                OptionalInt.empty(),
                Optional.empty()));
        resources.putAll(text.resources());
      }
    }
    return new Bundle("archive", files, resources, Optional.empty());
  }
}
