package dev.schemamigration.migration.readiness;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.reader.ArchiveReader;
import dev.schemamigration.database.session.Connector;
import dev.schemamigration.database.session.SessionTimeouts;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.setting.SettingNames;
import java.util.List;

/** Looks once whether a database has what a target names, over a connection of its own. */
public final class ReadinessLook {
  private final Connector connector;
  private final ConnectionSettings settings;
  private final SettingNames names;

  /**
   * @param names setting names of the requester's shell, for messages
   */
  public ReadinessLook(Connector connector, ConnectionSettings settings, SettingNames names) {
    this.connector = connector;
    this.settings = settings;
    this.names = names;
  }

  /**
   * Looks.
   *
   * @param declared the revisions of the source; those of none where it is not at hand
   * @throws RevisionException when the target means nothing, or several revisions
   */
  public Readiness at(String target, RevisionGraph declared) {
    try (var session =
        connector.open(settings, SessionTimeouts.INSPECTION, "schema-migration/readiness")) {
      return Readiness.of(ArchiveReader.read(session), target, declared);
    } catch (RevisionException e) {
      throw e;
    } catch (Exception e) {
      return Readiness.of(new FaultTranslator(settings, List.of(), names).of(e));
    }
  }
}
