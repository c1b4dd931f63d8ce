package dev.schemamigration.migration.planning;

import dev.schemamigration.database.tracking.ArchivedRevision;
import dev.schemamigration.database.tracking.ArchivedText;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.database.tracking.RevisionState;
import dev.schemamigration.database.tracking.TrackingTables;
import dev.schemamigration.engine.Engine;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.plan.Operation;
import dev.schemamigration.plan.Step;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The changelog behind each step. An upgrade runs what the source says. A downgrade runs the
 * source's rollback while the source has the revision, and the archived one when it is gone; in
 * both cases under the path and the open parameters that it was applied with. Each is parsed once.
 */
public final class StepChangelogs {
  private final Bundle bundle;
  private final Map<String, ArchivedRevision> rows;
  private final TrackingTables tracking;
  private final Engine engine;
  private final List<Parameter> parameters;
  private final Map<Step, ParsedChangelog> parsed = new IdentityHashMap<>();
  private final Map<String, ArchivedText> fetched = new HashMap<>();

  StepChangelogs(
      Bundle bundle,
      RecordedState recorded,
      TrackingTables tracking,
      Engine engine,
      List<Parameter> parameters) {
    this.bundle = bundle;
    this.rows = recorded.byId();
    this.tracking = tracking;
    this.engine = engine;
    this.parameters = parameters;
  }

  /**
   * The changelog of {@code step}.
   *
   * @throws dev.schemamigration.engine.EngineException for what is wrong with it
   * @throws FaultException when the archive cannot be trusted
   */
  public ParsedChangelog of(Step step) throws SQLException {
    var known = parsed.get(step);
    if (known == null) {
      known =
          step.operation() == Operation.UPGRADE
              ? upgrade(step)
              : downgrade(step.revision(), undoing(step.revision()));
      parsed.put(step, known);
    }
    return known;
  }

  /** Parses what the source says of {@code upgrades}, as far as nothing is wrong with it. */
  void parse(List<Step> upgrades) {
    var steps = new ArrayList<Step>();
    var files = new ArrayList<RevisionFile>();
    for (var step : upgrades) {
      bundle
          .find(step.revision())
          .ifPresent(
              file -> {
                steps.add(step);
                files.add(file);
              });
    }
    var changelogs = engine.parseAll(files, bundle.resources(), parameters);
    for (int i = 0; i < changelogs.size(); i++) {
      parsed.put(steps.get(i), changelogs.get(i));
    }
  }

  private ParsedChangelog upgrade(Step step) throws SQLException {
    var file = bundle.find(step.revision());
    return file.isPresent()
        ? engine.parse(file.get(), bundle.resources(), parameters)
        : downgrade(step.revision(), ParsePurpose.UPGRADE);
  }

  /** To undo what is half applied, the other half may have to be applied first. */
  private ParsePurpose undoing(String revision) {
    var row = rows.get(revision);
    return row != null && row.state() == RevisionState.APPLYING
        ? ParsePurpose.UPGRADE
        : ParsePurpose.DOWNGRADE;
  }

  private ParsedChangelog downgrade(String revision, ParsePurpose purpose) throws SQLException {
    var row = Optional.ofNullable(rows.get(revision)).orElseThrow();
    var text = archived(row);
    var file = bundle.find(revision);
    var content = file.map(RevisionFile::content).orElse(text.content());
    return engine.parse(
        new RevisionFile(
            row.revision(),
            row.path(),
            content,
            file.map(RevisionFile::irreversible).orElse(row.irreversible()),
            file.map(RevisionFile::minServerVersion).orElse(OptionalInt.empty()),
            Optional.empty()),
        file.isPresent() ? bundle.resources() : withArchived(text),
        asApplied(text),
        purpose);
  }

  private Map<String, byte[]> withArchived(ArchivedText text) {
    var resources = new HashMap<>(bundle.resources());
    resources.putAll(text.resources());
    return resources;
  }

  /** The text that {@code row} was applied from, parsed as it was then. */
  ParsedChangelog archivedChangelog(ArchivedRevision row) throws SQLException {
    var text = archived(row);
    return engine.parse(
        new RevisionFile(
            row.revision(),
            row.path(),
            text.content(),
            row.irreversible(),
            OptionalInt.empty(),
            Optional.empty()),
        text.resources(),
        asApplied(text),
        ParsePurpose.COMPARISON);
  }

  /** The source's text of {@code row}, parsed under the same path and values as the archived. */
  ParsedChangelog sourceChangelog(ArchivedRevision row, RevisionFile file) throws SQLException {
    return engine.parse(
        new RevisionFile(
            file.revision(),
            row.path(),
            file.content(),
            file.irreversible(),
            file.minServerVersion(),
            file.createDate()),
        bundle.resources(),
        asApplied(archived(row)),
        ParsePurpose.COMPARISON);
  }

  /** Reads what the archive has of {@code revisions}, in one go. */
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

  /** The text that will be archived of a revision that is not recorded yet. */
  private Optional<ArchivedText> unrecorded(String revision) {
    return bundle
        .find(revision)
        .map(file -> new ArchivedText(file.content(), bundle.resources(), Map.of()));
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
