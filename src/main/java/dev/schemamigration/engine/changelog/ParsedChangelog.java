package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.format.ChangelogParameters;
import dev.schemamigration.engine.liquibase.BundleResourceAccessor;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import liquibase.changelog.DatabaseChangeLog;

/** The changelog of a revision, parsed, validated and with its parameters expanded. */
public final class ParsedChangelog {
  private final RevisionFile file;
  private final DatabaseChangeLog changelog;
  private final List<Changeset> changesets;
  private final List<LeftOutChangeset> leftOut;
  private final BundleResourceAccessor files;
  private final List<Parameter> parameters;
  private final Selection selection;
  private final ChangelogParameters values;
  private final Optional<VerificationScript> verification;
  private final String sha256;

  ParsedChangelog(
      RevisionFile file,
      DatabaseChangeLog changelog,
      List<Changeset> changesets,
      List<LeftOutChangeset> leftOut,
      BundleResourceAccessor files,
      List<Parameter> parameters,
      Selection selection,
      ChangelogParameters values,
      Optional<VerificationScript> verification) {
    this.file = Objects.requireNonNull(file);
    this.changelog = Objects.requireNonNull(changelog);
    this.changesets = List.copyOf(changesets);
    this.leftOut = List.copyOf(leftOut);
    this.files = files;
    this.parameters = List.copyOf(parameters);
    this.selection = selection;
    this.values = values;
    this.verification = Objects.requireNonNull(verification);
    this.sha256 = file.sha256();
  }

  /** Returns the file that it was parsed from. */
  public RevisionFile file() {
    return file;
  }

  /** Returns what has to be true after it; empty where no file says that. */
  public Optional<VerificationScript> verification() {
    return verification;
  }

  /** Returns the SHA-256 of that file's content. */
  public String sha256() {
    return sha256;
  }

  /** Returns its changesets that apply to Postgres and are in question, in order. */
  public List<Changeset> changesets() {
    return changesets;
  }

  /** Returns its other changesets that apply to Postgres. */
  public List<LeftOutChangeset> leftOut() {
    return leftOut;
  }

  /** Whether it has a changeset with this key that applies to Postgres. */
  public boolean declares(String key) {
    return changesets.stream().anyMatch(it -> it.key().equals(key))
        || leftOut.stream().anyMatch(it -> it.id().key().equals(key));
  }

  /** Returns the contexts and labels by which it was read; empty where they counted for nothing. */
  public Optional<ChangesetFilter> filter() {
    return selection.filter();
  }

  /** Whether every statement of an upgrade can share one transaction. */
  public boolean transactional() {
    return changesets.stream().allMatch(Changeset::transactional);
  }

  /** Returns why all of it cannot be undone; empty when it can. */
  public Optional<String> irreversible() {
    return irreversible(key -> true);
  }

  /**
   * Returns why it cannot be undone; empty when it can.
   *
   * @param undone whether the changeset with this key is to be rolled back
   */
  public Optional<String> irreversible(Predicate<String> undone) {
    if (file.irreversible()) {
      return Optional.of("its header says irreversible: true");
    }
    return changesets.stream()
        .filter(it -> undone.test(it.key()))
        .flatMap(it -> it.irreversible().map(why -> why + remedy(it)).stream())
        .findFirst();
  }

  /** A plain script has no place for a rollback. */
  private String remedy(Changeset changeset) {
    if (changeset.rollbackElsewhere().isPresent()) {
      return " (write its statements as the rollback)";
    }
    return changeset.plainScript()
        ? ""
        : " (write "
            + switch (file.format()) {
              case SQL -> "--rollback empty";
              case XML -> "<rollback/>";
              case YAML -> "rollback: []";
              case JSON -> "\"rollback\": []";
            }
            + " if nothing is to be undone)";
  }

  /** Returns the files besides its own that it has read so far. */
  public Map<String, byte[]> readFiles() {
    return files.opened(file.path());
  }

  /** Returns the parameters that it uses and that may be stored. */
  public Map<String, String> storableParameters() {
    return parameters.stream()
        .filter(it -> !it.secret() && values.used().contains(it.name().toLowerCase()))
        .collect(Collectors.toMap(Parameter::name, Parameter::value, (first, second) -> first));
  }

  /** Returns {@code text} with the values of secrets replaced by their names. */
  public String withoutSecrets(String text) {
    return values.withoutSecrets(text);
  }

  public DatabaseChangeLog changelog() {
    return changelog;
  }

  public BundleResourceAccessor files() {
    return files;
  }
}
