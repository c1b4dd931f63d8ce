package dev.schemamigration.migration;

import dev.schemamigration.adoption.AdoptedChangeset;
import dev.schemamigration.adoption.AdoptionDecision;
import dev.schemamigration.adoption.AdoptionPlanner;
import dev.schemamigration.adoption.DeclaredChangeset;
import dev.schemamigration.adoption.ForeignHistoryReader;
import dev.schemamigration.database.session.Session;
import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.ExecType;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.Engine;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.LeftOutChangeset;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.Selection;
import dev.schemamigration.migration.api.Adoptable;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.planning.KnownRevisions;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import dev.schemamigration.migration.session.PassContext;
import dev.schemamigration.revision.Heads;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.source.RevisionFile;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An adoption that is decided on and not recorded yet: the revisions that another tool has applied.
 *
 * @param databaseIdentity identifies the database, with the tracking schema
 * @param tool name of the tool
 * @param table from which its history was read, {@code schema.name}
 * @param graph of the source
 * @param revisions ids to be recorded as applied
 * @param notes what is not adopted, in sentences for the journal
 * @param changesets what Liquibase has recorded of each changeset; empty for the other tools
 */
record Adoption(
    String databaseIdentity,
    String tool,
    String table,
    RevisionGraph graph,
    Set<String> revisions,
    List<String> notes,
    List<AdoptedChangeset> changesets) {
  /**
   * The adoption of the history in a database that has no tracking tables; empty where there is
   * none or the request forbids it.
   *
   * @throws FaultException when the history cannot be adopted
   */
  static Optional<Adoption> find(
      Request request, Session session, RecordedState recorded, Supplier<Engine> engine)
      throws SQLException {
    if (recorded.installed() || request.adoption() == Request.Adoption.NEVER) {
      return Optional.empty();
    }
    var histories = ForeignHistoryReader.read(session);
    if (histories.none()) {
      return Optional.empty();
    }
    var graph = KnownRevisions.of(request.bundle(), recorded).whole();
    var decision =
        new AdoptionPlanner(
                graph, request.bundle().files(), file -> declared(request, engine.get(), file))
            .decide(histories);
    return switch (decision) {
      case AdoptionDecision.Nothing nothing -> Optional.empty();
      case AdoptionDecision.Refused refused ->
          throw new FaultException(new PassFault.AdoptionRefused(refused.fault()));
      case AdoptionDecision.Adopt it ->
          Optional.of(
              new Adoption(
                  session.facts().identity() + "/" + session.settings().trackingSchema(),
                  it.tool(),
                  it.table(),
                  graph,
                  Set.copyOf(it.revisions()),
                  it.notes(),
                  it.changesets()));
    };
  }

  /** What would be adopted, for a person to look at. */
  static Adoptable shown(PassContext pass, RecordedState recorded) throws SQLException {
    var found = find(pass.request(), pass.session(), recorded, pass::engine);
    return found.isEmpty() ? new Adoptable.Nothing(recorded.installed()) : found.get().shown();
  }

  private Adoptable shown() {
    return new Adoptable.History(
        tool,
        table,
        List.copyOf(graph.oldestFirst(revisions)),
        Heads.of(graph.headsOf(revisions)).toString(),
        notes);
  }

  private static List<DeclaredChangeset> declared(
      Request request, Engine engine, RevisionFile file) {
    var changelog =
        engine.parse(
            file,
            request.bundle().resources(),
            request.parameters(),
            Selection.of(request.filter()),
            ParsePurpose.RECORD);
    var chosen = changelog.changesets();
    return Stream.concat(
            chosen.stream().map(Adoption::declared),
            changelog.leftOut().stream()
                // Of two with one name, whose contexts exclude each other, the other one ran.
                .filter(it -> chosen.stream().noneMatch(in -> in.id().equals(it.id())))
                .map(Adoption::declared))
        .toList();
  }

  private static DeclaredChangeset declared(Changeset changeset) {
    return new DeclaredChangeset(
        changeset.id(),
        changeset.checksum(),
        changeset::declaresValid,
        !changeset.forOthersOnly(),
        changeset.conditional());
  }

  private static DeclaredChangeset declared(LeftOutChangeset changeset) {
    return new DeclaredChangeset(
        changeset.id(), changeset.checksum(), changeset.declaresValid(), false, true);
  }

  /** The state as the adoption will record it, for an inspection, which records nothing. */
  RecordedState expectedState(Request request, Supplier<Engine> engine) {
    var rows =
        graph.oldestFirst(revisions).stream()
            .flatMap(id -> request.bundle().find(id).stream())
            .map(file -> expectedState(request, engine.get(), file))
            .toList();
    var notExecuted = new HashMap<>(execTypes());
    notExecuted.values().removeIf(ExecType::executed);
    return new RecordedState(true, rows, List.of(), List.of(), 0, notExecuted, Optional.empty());
  }

  private ArchivedRevision expectedState(Request request, Engine engine, RevisionFile file) {
    var changelog =
        engine.parse(
            file,
            request.bundle().resources(),
            request.parameters(),
            Selection.of(request.filter()).and(execTypes().keySet()),
            ParsePurpose.COMPARISON);
    return new ArchivedRevision(
        KnownRevisions.archivable(graph, file.revision()),
        RevisionState.APPLIED,
        attempt(file.id()),
        file.path(),
        file.sha256(),
        file.irreversible(),
        changelog.changesets().stream()
            .filter(it -> !it.forOthersOnly())
            .map(Changeset::key)
            .toList());
  }

  /**
   * The attempt under which the adopted {@code revision} is archived. It is known before the
   * adoption is recorded, so that a plan approved before the adoption is the same plan after it.
   */
  UUID attempt(String revision) {
    var name = String.join("\n", databaseIdentity, table, revision);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  /** The recorded execution types, by the key that the changeset has in the source. */
  Map<String, ExecType> execTypes() {
    return changesets.stream()
        .collect(
            Collectors.toMap(
                it -> it.declared().key(), AdoptedChangeset::execType, (first, second) -> second));
  }

  /** Where the table of Liquibase is in the tracking schema, gives its rows the source's paths. */
  void rename(TrackingTables tracking, String trackingSchema) throws SQLException {
    if (table.equals(trackingSchema + ".databasechangelog")) {
      for (var changeset : changesets) {
        if (!changeset.recorded().path().equals(changeset.declared().path())) {
          tracking.moveChangeset(changeset.recorded().key(), changeset.declared().path());
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
