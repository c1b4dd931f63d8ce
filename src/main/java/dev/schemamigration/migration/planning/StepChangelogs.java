package dev.schemamigration.migration.planning;

import dev.schemamigration.database.archive.ArchivedText;
import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.StatementRecord;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.Engine;
import dev.schemamigration.engine.changelog.Changeset;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.changelog.Selection;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import dev.schemamigration.source.file.RevisionFormat;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Parses the changelog of each step, once. An upgrade uses the file of the source. A downgrade uses
 * the rollback of the source, or the archived one when the source no longer has the revision; in
 * both cases with the path, the contexts, the labels and the non-secret parameters with which it
 * was applied.
 */
public final class StepChangelogs {
  private final Bundle bundle;
  private final Map<String, ArchivedRevision> rows;
  private final TrackingTables tracking;
  private final Supplier<Engine> engine;
  private final List<Parameter> parameters;
  private final ChangesetFilter filter;
  private final Map<Step, ParsedChangelog> parsed = new IdentityHashMap<>();
  private final Map<String, ArchivedText> fetched = new HashMap<>();

  /**
   * @param engine of the session; called only where something is parsed
   */
  public StepChangelogs(
      Request request, RecordedState recorded, TrackingTables tracking, Supplier<Engine> engine) {
    this.bundle = request.bundle();
    this.rows = recorded.byId();
    this.tracking = tracking;
    this.engine = engine;
    this.parameters = request.parameters();
    this.filter = request.filter();
  }

  /**
   * The changelog of {@code step}.
   *
   * @throws dev.schemamigration.engine.fault.EngineException when it is invalid
   * @throws FaultException when the archive does not match its checksum
   */
  public ParsedChangelog of(Step step) throws SQLException {
    var changelog = parsed.get(step);
    if (changelog == null) {
      changelog =
          step.operation() == Operation.UPGRADE
              ? upgrade(step)
              : downgrade(step.revision(), undoing(step.revision()));
      parsed.put(step, changelog);
    }
    return changelog;
  }

  /** Parses the source's files of {@code upgrades} in parallel, up to the first invalid one. */
  void parse(List<Step> upgrades) {
    var steps = new ArrayList<Step>();
    var files = new ArrayList<RevisionFile>();
    for (var step : upgrades) {
      bundle
          .find(step.revision())
          .filter(it -> !rows.containsKey(it.id()))
          .ifPresent(
              file -> {
                steps.add(step);
                files.add(file);
              });
    }
    var changelogs =
        engine.get().parseAll(files, bundle.resources(), parameters, Selection.of(filter));
    for (int i = 0; i < changelogs.size(); i++) {
      parsed.put(steps.get(i), changelogs.get(i));
    }
  }

  private ParsedChangelog upgrade(Step step) throws SQLException {
    var file = bundle.find(step.revision());
    return file.isPresent()
        ? engine.get().parse(file.get(), bundle.resources(), parameters, toApply(step.revision()))
        : downgrade(step.revision(), ParsePurpose.UPGRADE);
  }

  /**
   * What to apply of a revision: of one that is half-way, also those changesets that have run or
   * begun, so that they stay recorded and are finished.
   */
  private Selection toApply(String revision) throws SQLException {
    var row = rows.get(revision);
    if (row == null) {
      return Selection.of(filter);
    }
    var begun = new HashSet<>(tracking.execTypes(row.changesets()).keySet());
    if (row.state() == RevisionState.APPLYING) {
      tracking
          .statements(row.attempt())
          .forEach(
              (changeset, statements) -> {
                if (statements.values().stream().anyMatch(StatementRecord::mayHaveRun)) {
                  begun.add(changeset);
                }
              });
    }
    return Selection.of(filter).and(begun);
  }

  /** To undo a half-applied revision, its remaining changesets may have to be applied first. */
  private ParsePurpose undoing(String revision) {
    var row = rows.get(revision);
    return row != null && row.state() == RevisionState.APPLYING
        ? ParsePurpose.UPGRADE
        : ParsePurpose.DOWNGRADE;
  }

  private ParsedChangelog downgrade(String revision, ParsePurpose purpose) throws SQLException {
    var row = Optional.ofNullable(rows.get(revision)).orElseThrow();
    var text = archived(row);
    var file = bundle.find(revision).filter(it -> hasFormatOf(row, it));
    var content = file.map(RevisionFile::content).orElse(text.content());
    return engine
        .get()
        .parse(
            new RevisionFile(
                row.revision(),
                row.path(),
                content,
                file.map(RevisionFile::irreversible).orElse(row.irreversible()),
                file.map(RevisionFile::minServerVersion).orElse(OptionalInt.empty()),
                Optional.empty()),
            file.isPresent() ? bundle.resources() : withArchived(text),
            asApplied(text),
            Selection.recorded(text.filter(), row.changesets()),
            purpose);
  }

  private Map<String, byte[]> withArchived(ArchivedText text) {
    var resources = new HashMap<>(bundle.resources());
    resources.putAll(text.resources());
    return resources;
  }

  /** The archived text of {@code row}, parsed with the values with which it was applied. */
  ParsedChangelog archivedChangelog(ArchivedRevision row) throws SQLException {
    var text = archived(row);
    return engine
        .get()
        .parse(
            new RevisionFile(
                row.revision(),
                row.path(),
                text.content(),
                row.irreversible(),
                OptionalInt.empty(),
                Optional.empty()),
            text.resources(),
            asApplied(text),
            Selection.recorded(text.filter(), row.changesets()),
            ParsePurpose.COMPARISON);
  }

  /** The source's file of {@code row}, parsed with the path and values of the archived text. */
  ParsedChangelog sourceChangelog(ArchivedRevision row, RevisionFile file) throws SQLException {
    return sourceChangelog(row, file, row.changesets());
  }

  /**
   * The same, to be recorded as it is now: with the changesets that it has and the archived text
   * has not, as far as the recorded contexts and labels choose them.
   */
  public ParsedChangelog accepted(ArchivedRevision row, RevisionFile file) throws SQLException {
    var before = archivedChangelog(row);
    var chosen = archived(row).filter().map(Selection::of);
    var keys = new LinkedHashSet<>(row.changesets());
    var now =
        chosen.isPresent()
            ? sourceChangelog(row, file, chosen.get().and(row.changesets())).changesets().stream()
                .map(Changeset::key)
            : sourceChangelog(row, file).leftOut().stream().map(it -> it.id().key());
    now.filter(it -> !before.declares(it)).forEach(keys::add);
    return sourceChangelog(row, file, keys);
  }

  private ParsedChangelog sourceChangelog(
      ArchivedRevision row, RevisionFile file, Collection<String> keys) throws SQLException {
    return sourceChangelog(row, file, Selection.recorded(archived(row).filter(), keys));
  }

  private ParsedChangelog sourceChangelog(
      ArchivedRevision row, RevisionFile file, Selection selection) throws SQLException {
    return engine
        .get()
        .parse(
            new RevisionFile(
                file.revision(),
                hasFormatOf(row, file) ? row.path() : file.path(),
                file.content(),
                file.irreversible(),
                file.minServerVersion(),
                file.createDate()),
            bundle.resources(),
            asApplied(archived(row)),
            selection,
            ParsePurpose.COMPARISON);
  }

  private static boolean hasFormatOf(ArchivedRevision row, RevisionFile file) {
    return RevisionFormat.of(row.path()).equals(Optional.of(file.format()));
  }

  /** Reads the archived texts of {@code revisions} in one round trip. */
  void fetch(Collection<String> revisions) throws SQLException {
    if (!revisions.isEmpty()) {
      fetched.putAll(tracking.texts(revisions));
    }
  }

  private ArchivedText archived(ArchivedRevision row) throws SQLException {
    if (!fetched.containsKey(row.id())) {
      fetch(List.of(row.id()));
    }
    var text =
        Optional.ofNullable(fetched.get(row.id())).or(() -> unrecorded(row.id())).orElseThrow();
    if (RevisionFormat.of(row.path()).isEmpty()) {
      throw new FaultException(
          Reason.ArchiveCorrupt,
          "archived revision "
              + row.id()
              + " has a path that is none of a changelog; restore the row of revision_archive from"
              + " a backup");
    }
    var file =
        new RevisionFile(
            row.revision(),
            row.path(),
            text.content(),
            row.irreversible(),
            OptionalInt.empty(),
            Optional.empty());
    if (!file.sha256().equals(row.sha256())) {
      throw new FaultException(
          Reason.ArchiveCorrupt,
          "archived revision "
              + row.id()
              + " ("
              + row.path()
              + ") has SHA-256 "
              + file.sha256()
              + " and was stored with "
              + row.sha256()
              + "; restore the row of revision_archive from a backup");
    }
    return text;
  }

  /** The text of a revision whose adoption is not recorded yet. */
  private Optional<ArchivedText> unrecorded(String revision) {
    return bundle
        .find(revision)
        .map(
            file ->
                new ArchivedText(
                    file.content(), bundle.resources(), Map.of(), Optional.of(filter)));
  }

  private List<Parameter> asApplied(ArchivedText text) {
    var values = new ArrayList<Parameter>();
    text.parameters().forEach((name, value) -> values.add(new Parameter(name, value, false)));
    parameters.stream()
        .filter(it -> !text.parameters().containsKey(it.name()))
        .forEach(values::add);
    return values;
  }
}
