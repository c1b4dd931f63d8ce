package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.format.ChangelogParameters;
import dev.schemamigration.engine.liquibase.BundleResourceAccessor;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import liquibase.changelog.DatabaseChangeLog;

/** A revision's changelog, parsed, checked and bound to its parameters: ready to be run. */
public final class ParsedChangelog {
  private final RevisionFile file;
  private final DatabaseChangeLog changelog;
  private final List<Changeset> changesets;
  private final BundleResourceAccessor files;
  private final List<Parameter> parameters;
  private final ChangelogParameters bound;
  private final String sha256;

  ParsedChangelog(
      RevisionFile file,
      DatabaseChangeLog changelog,
      List<Changeset> changesets,
      BundleResourceAccessor files,
      List<Parameter> parameters,
      ChangelogParameters bound) {
    this.file = Objects.requireNonNull(file);
    this.changelog = Objects.requireNonNull(changelog);
    this.changesets = List.copyOf(changesets);
    this.files = files;
    this.parameters = List.copyOf(parameters);
    this.bound = bound;
    this.sha256 = file.sha256();
  }

  /** The file it was parsed from. */
  public RevisionFile file() {
    return file;
  }

  /** SHA-256 of that file's content. */
  public String sha256() {
    return sha256;
  }

  /** Its changesets that concern Postgres, in order. */
  public List<Changeset> changesets() {
    return changesets;
  }

  /** Whether every statement of an upgrade can share one transaction. */
  public boolean transactional() {
    return changesets.stream().allMatch(Changeset::transactional);
  }

  /** Why a downgrade of all of it is impossible, if it is. */
  public Optional<String> irreversible() {
    return irreversible(key -> true);
  }

  /**
   * Why a downgrade is impossible, if it is.
   *
   * @param undone whether it has to undo the changeset with this key
   */
  public Optional<String> irreversible(Predicate<String> undone) {
    if (file.irreversible()) {
      return Optional.of("its header says irreversible: true");
    }
    return changesets.stream()
        .filter(it -> undone.test(it.key()))
        .flatMap(it -> it.irreversible().stream())
        .findFirst();
  }

  /** Files besides its own that it has read so far. */
  public Map<String, byte[]> readFiles() {
    return files.opened(file.path());
  }

  /** The values it used that may be stored. */
  public Map<String, String> storableParameters() {
    return parameters.stream()
        .filter(it -> !it.secret() && bound.used().contains(it.name().toLowerCase()))
        .collect(Collectors.toMap(Parameter::name, Parameter::value, (first, second) -> first));
  }

  /** {@code text} with names in place of the values of secrets. */
  public String withoutSecrets(String text) {
    return bound.withoutSecrets(text);
  }

  public DatabaseChangeLog changelog() {
    return changelog;
  }

  public BundleResourceAccessor files() {
    return files;
  }
}
