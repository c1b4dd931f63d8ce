package dev.schemamigration.migration;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.Requester;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.migration.api.Inspection;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.migration.planning.RecordIntegrity;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.Bundle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Reads the recorded state of a database, without a target and without writing anything. */
public final class Inspector {
  private final Connector connector;
  private final Requester requester;
  private final SettingNames names;

  /**
   * @param requester shown in {@code pg_stat_activity}
   * @param names setting names of the requester's shell, for messages
   */
  public Inspector(Connector connector, Requester requester, SettingNames names) {
    this.connector = connector;
    this.requester = requester;
    this.names = names;
  }

  /** Reads the state with one query over a connection of its own. */
  public Inspection inspect(Bundle bundle, ConnectionSettings settings) {
    try (var session =
        connector.open(
            settings, SessionTimeouts.INSPECTION, "schema-migration/" + requester.name())) {
      var recorded = new TrackingTables(session, requester, UUID.randomUUID()).read();
      RecordIntegrity.checkRecord(recorded);
      return new Inspection.Read(
          session.facts(),
          KnownRevisions.of(bundle, recorded).whole(),
          recorded.applied(),
          recorded.unfinished().stream().sorted().toList(),
          paths(bundle, recorded),
          ids(recorded, it -> bundle.find(it.id()).isEmpty()),
          ids(recorded, it -> bundle.isEdited(it.id(), it.sha256())),
          recorded.ownership());
    } catch (Exception e) {
      return new Inspection.Stopped(new FaultTranslator(settings, List.of(), names).of(e));
    }
  }

  private static Set<String> ids(RecordedState recorded, Predicate<ArchivedRevision> chosen) {
    return recorded.revisions().stream()
        .filter(it -> recorded.applied().contains(it.id()))
        .filter(chosen)
        .map(ArchivedRevision::id)
        .collect(Collectors.toSet());
  }

  private static Map<String, String> paths(Bundle bundle, RecordedState recorded) {
    var paths = new HashMap<String, String>();
    recorded.revisions().forEach(it -> paths.put(it.id(), it.path() + " (archived)"));
    bundle.files().forEach(it -> paths.put(it.id(), it.path()));
    return paths;
  }
}
