package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.budget.PassBudget;
import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogFault.InvalidChangelog;
import dev.schemamigration.engine.fault.ChangelogFault.MissingParameters;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunStoppedException;
import dev.schemamigration.engine.format.ChangelogParameters;
import dev.schemamigration.engine.format.ChangelogReader;
import dev.schemamigration.engine.format.FormattedSql;
import dev.schemamigration.engine.format.PreparedFile;
import dev.schemamigration.engine.liquibase.BundleResourceAccessor;
import dev.schemamigration.engine.liquibase.DatabaseProperties;
import dev.schemamigration.engine.liquibase.LiquibaseBinding;
import dev.schemamigration.engine.liquibase.LiquibaseScope;
import dev.schemamigration.engine.liquibase.RootCause;
import dev.schemamigration.engine.liquibase.SessionDatabase;
import dev.schemamigration.engine.sql.TooManyStatementsException;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import dev.schemamigration.source.file.RevisionFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import liquibase.ChecksumVersion;
import liquibase.Scope;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.ChangeSet.ValidationFailOption;
import liquibase.changelog.DatabaseChangeLog;

/** Parses a revision file into changesets and validates them before any SQL is sent. */
public final class ChangelogParser {
  private final SessionDatabase database;
  private final StatementGenerator statements;
  private final PassBudget budget;

  ChangelogParser(SessionDatabase database, StatementGenerator statements, PassBudget budget) {
    this.database = database;
    this.statements = statements;
    this.budget = budget;
  }

  /**
   * Returns a parser that generates statements for a session.
   *
   * @param budget of the pass, for all that it parses
   */
  public static ChangelogParser of(LiquibaseBinding binding, PassBudget budget) {
    return new ChangelogParser(binding.database(), StatementGenerator.of(binding), budget);
  }

  /**
   * Parses a revision file.
   *
   * @param resources other files that it may read
   * @param selection which of its changesets are in question
   * @param purpose on which depends which parameters need a value
   * @throws EngineException when it is invalid or refused
   */
  public ParsedChangelog parse(
      RevisionFile file,
      Map<String, byte[]> resources,
      List<Parameter> parameters,
      Selection selection,
      ParsePurpose purpose) {
    var location = new ChangelogLocation(file.path());
    try (var spending = budget.spend(location)) {
      return parse(location, file, resources, parameters, selection, purpose, spending);
    }
  }

  private ParsedChangelog parse(
      ChangelogLocation location,
      RevisionFile file,
      Map<String, byte[]> resources,
      List<Parameter> parameters,
      Selection selection,
      ParsePurpose purpose,
      Spending spending) {
    var values =
        new ChangelogParameters(
            location,
            parameters,
            selection.filter(),
            name -> DatabaseProperties.of(database, name),
            spending);
    if (purpose.applies() && file.format() == RevisionFormat.SQL) {
      FormattedSql.refuseParametersInPlainScript(location, file.content(), values);
    }
    try {
      var prepared = PreparedFile.of(location, file, values);
      var files = new BundleResourceAccessor(resources).with(file.path(), prepared.text());
      return LiquibaseScope.call(
          files,
          () -> {
            var changelog =
                new ChangelogReader(
                        location,
                        file,
                        values,
                        prepared,
                        files,
                        purpose.applies(),
                        purpose.undoes())
                    .read();
            var choice = ChangesetChoice.of(location, spending, changelog, selection);
            var changesets =
                changesets(location, changelog, choice.inQuestion(), prepared, values, purpose);
            var leftOut = choice.leftOut().stream().map(this::leftOut).toList();
            var verification =
                purpose.applies()
                    ? files
                        .read(file.verificationPath())
                        .map(it -> VerificationScript.of(file.verificationPath(), it))
                    : Optional.<VerificationScript>empty();
            var parsed =
                new ParsedChangelog(
                    file,
                    changelog,
                    changesets,
                    leftOut,
                    files,
                    parameters,
                    selection,
                    values,
                    verification);
            var missing = new MissingNames(parsed, choice, values, statements).of(purpose);
            missing.stream()
                .filter(it -> purpose.applies() && values.defines(it))
                .findFirst()
                .ifPresent(
                    name -> {
                      throw location.invalid(
                          "uses ${"
                              + name
                              + "} above the property that defines it; move the property up");
                    });
            if (!missing.isEmpty()) {
              throw new EngineException(new MissingParameters(file.path(), missing));
            }
            return parsed;
          });
    } catch (EngineException | RunStoppedException e) {
      throw e;
    } catch (TooManyStatementsException e) {
      throw location.tooComplex("holds " + e.getMessage());
    } catch (StackOverflowError e) {
      throw location.tooComplex(
          "nests too deeply, or holds a text too long, to be read; simplify it");
    } catch (Exception e) {
      throw fault(file, e);
    }
  }

  private static EngineException fault(RevisionFile file, Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof EngineException engine) {
        return engine;
      }
      if (cause instanceof RunStoppedException stopped) {
        throw stopped;
      }
      if (cause instanceof TooManyStatementsException) {
        return new ChangelogLocation(file.path()).tooComplex("holds " + cause.getMessage());
      }
    }
    return new EngineException(new InvalidChangelog(file.path(), RootCause.root(e)), e);
  }

  private List<Changeset> changesets(
      ChangelogLocation location,
      DatabaseChangeLog changelog,
      List<ChangeSet> inQuestion,
      PreparedFile prepared,
      ChangelogParameters values,
      ParsePurpose purpose)
      throws Exception {
    var validator = new ChangesetValidator(location, statements, values.spending(), purpose);
    validator.check(changelog);
    var changesets = new ArrayList<Changeset>();
    var seen = new HashSet<String>();
    for (var changeSet : inQuestion) {
      var changeset = changeset(location, changeSet, prepared, values, purpose);
      if (!seen.add(changeset.key())) {
        throw location.invalid(changeset.displayName() + " stands in it twice");
      }
      validator.check(changeset);
      changesets.add(changeset);
    }
    return changesets;
  }

  private LeftOutChangeset leftOut(ChangeSet changeSet) {
    BoundedModifySql.narrow(changeSet.getSqlVisitors());
    return new LeftOutChangeset(
        Changeset.id(changeSet),
        checksumIfValid(changeSet),
        checksum -> Changeset.declaresValid(changeSet, checksum));
  }

  /** A changeset that is not executed may name what is not there. */
  private String checksumIfValid(ChangeSet changeSet) {
    try {
      return checksum(changeSet);
    } catch (RunStoppedException e) {
      throw e;
    } catch (Exception e) {
      return "";
    }
  }

  private Changeset changeset(
      ChangelogLocation location,
      ChangeSet changeSet,
      PreparedFile prepared,
      ChangelogParameters values,
      ParsePurpose purpose)
      throws Exception {
    BoundedModifySql.narrow(changeSet.getSqlVisitors());
    var changeset =
        new Changeset(
            changeSet, checksum(changeSet), database, values::withoutSecrets, prepared::places);
    BoundedModifySql.limit(
        location, changeset.displayName(), values.spending(), changeSet.getSqlVisitors());
    for (var change : changeset.changes()) {
      change.finishInitialization();
      if (purpose.applies()) {
        validate(location, changeset, change);
      }
    }
    for (var change : changeset.rollback()) {
      change.finishInitialization();
    }
    return changeset;
  }

  /** The checksum of a change that names a database product depends on the database in scope. */
  private String checksum(ChangeSet changeSet) throws Exception {
    return Scope.child(
        Map.of(Scope.Attr.database.name(), database),
        () -> changeSet.generateCheckSum(ChecksumVersion.latest()).toString());
  }

  private void validate(ChangelogLocation location, Changeset changeset, Change change) {
    var errors = change.validate(database);
    if (errors == null || !errors.hasErrors()) {
      return;
    }
    if (changeset.changeSet().getOnValidationFail() == ValidationFailOption.MARK_RAN) {
      changeset.markInvalid();
    } else {
      throw location.invalid(
          changeset.displayName() + ": " + String.join("; ", errors.getErrorMessages()));
    }
  }
}
