package dev.schemamigration.migration;

import dev.schemamigration.adoption.AdoptedChangeset;
import dev.schemamigration.adoption.AdoptionDecision;
import dev.schemamigration.adoption.AdoptionPlanner;
import dev.schemamigration.adoption.DeclaredChangeset;
import dev.schemamigration.adoption.ForeignHistoryReader;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.Engine;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.source.RevisionFile;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Another tool's history, read and understood, before anything is recorded of it.
 *
 * @param tool whose it is
 * @param table where it stands
 * @param graph of the source
 * @param revisions to be recorded as applied
 * @param notes what is not taken over
 * @param changesets what Liquibase has recorded of each changeset
 */
record Adoption(
    String tool,
    String table,
    RevisionGraph graph,
    Set<String> revisions,
    List<String> notes,
    List<AdoptedChangeset> changesets) {
  private static final UUID NOBODY = new UUID(0, 0);

  /**
   * What there is to take over in a database that has nothing of ours.
   *
   * @throws FaultException when there is something that cannot be taken over
   */
  static Optional<Adoption> find(
      Request request, Session session, RecordedState recorded, Supplier<Engine> engine)
      throws SQLException {
    if (recorded.installed() || request.adoption() == Request.Adoption.NEVER) {
      return Optional.empty();
    }
    var histories =
        ForeignHistoryReader.read(session.connection(), session.settings().trackingSchema());
    if (histories.none()) {
      return Optional.empty();
    }
    var graph = KnownRevisions.of(request.bundle(), recorded).whole();
    var decision =
        new AdoptionPlanner(
                graph,
                request.bundle().files(),
                file ->
                    parsed(request, engine.get(), file).stream().map(Adoption::declared).toList())
            .decide(histories);
    return switch (decision) {
      case AdoptionDecision.Nothing nothing -> Optional.empty();
      case AdoptionDecision.Refused refused ->
          throw new FaultException(Reason.AdoptionRefused, refused.message());
      case AdoptionDecision.TakeOver it ->
          Optional.of(
              new Adoption(
                  it.tool(),
                  it.table(),
                  graph,
                  Set.copyOf(it.revisions()),
                  it.notes(),
                  it.changesets()));
    };
  }

  private static DeclaredChangeset declared(Changeset changeset) {
    return new DeclaredChangeset(changeset.id(), changeset.checksum(), changeset::declaresValid);
  }

  private static List<Changeset> parsed(Request request, Engine engine, RevisionFile file) {
    return engine.parse(file, request.bundle().resources(), request.parameters()).changesets();
  }

  /** The state as it will be recorded, for a look that must not record it. */
  RecordedState foreseen(Request request, Supplier<Engine> engine) {
    var rows =
        graph.oldestFirst(revisions).stream()
            .flatMap(id -> request.bundle().find(id).stream())
            .map(file -> foreseen(request, engine.get(), file))
            .toList();
    var leftOut = new HashMap<>(executionTypes());
    leftOut.values().removeIf(RecordedState::ran);
    return new RecordedState(true, rows, List.of(), List.of(), 0, leftOut);
  }

  private ArchivedRevision foreseen(Request request, Engine engine, RevisionFile file) {
    var changelog =
        engine.parse(
            file, request.bundle().resources(), request.parameters(), ParsePurpose.COMPARISON);
    return new ArchivedRevision(
        KnownRevisions.archivable(graph, file.revision()),
        RevisionState.APPLIED,
        NOBODY,
        file.path(),
        file.sha256(),
        file.irreversible(),
        changelog.changesets().stream().map(Changeset::key).toList(),
        Instant.EPOCH,
        request.requester().name());
  }

  /** How changesets have run, by our key, where the history says so. */
  Map<String, String> executionTypes() {
    return changesets.stream()
        .collect(
            Collectors.toMap(
                it -> it.ours().key(), AdoptedChangeset::executionType, (first, second) -> second));
  }

  /** Where Liquibase's own table becomes ours, its rows get the paths of the source. */
  void rename(TrackingTables tracking, String trackingSchema) throws SQLException {
    if (table.equals(trackingSchema + ".databasechangelog")) {
      for (var changeset : changesets) {
        if (!changeset.theirs().path().equals(changeset.ours().path())) {
          tracking.moveChangeset(changeset.theirs().key(), changeset.ours().path());
        }
      }
    }
  }

  /** For the journal: {@code Alembic (public.alembic_version): }. */
  String described() {
    return tool
        + " ("
        + table
        + ")"
        + (notes.isEmpty() ? "" : "; " + String.join("; ", notes))
        + ": ";
  }
}
