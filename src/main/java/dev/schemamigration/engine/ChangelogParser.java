package dev.schemamigration.engine;

import dev.schemamigration.engine.EngineFault.Forbidden;
import dev.schemamigration.engine.EngineFault.InvalidChangelog;
import dev.schemamigration.engine.EngineFault.MissingParameters;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import liquibase.ChecksumVersion;
import liquibase.change.AbstractSQLChange;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.DatabaseList;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;

/** Turns a revision file into changesets, or says what is wrong with it before any SQL runs. */
final class ChangelogParser {
  private final RunDatabase database;

  ChangelogParser(RunDatabase database) {
    this.database = database;
  }

  Parsed parse(RevisionFile file, Map<String, byte[]> resources, List<Parameter> parameters) {
    var files = new BundleFiles(resources).with(file.path(), RollbackBlocks.asLines(file));
    var bound = new BoundParameters(parameters);
    try {
      return LiquibaseScope.call(
          files,
          () -> {
            var changelog = read(file, files, bound);
            var changesets = changesets(file, changelog);
            if (!bound.missing().isEmpty()) {
              throw new EngineException(new MissingParameters(file.path(), bound.missing()));
            }
            return new Parsed(file, changelog, changesets, files, parameters, bound);
          });
    } catch (EngineException e) {
      throw e;
    } catch (Exception e) {
      throw new EngineException(new InvalidChangelog(file.path(), firstLine(e)), e);
    }
  }

  private DatabaseChangeLog read(RevisionFile file, BundleFiles files, BoundParameters bound)
      throws LiquibaseException {
    Sandbox.checkText(file, files);
    return ChangeLogParserFactory.getInstance()
        .getParser(file.path(), files)
        .parse(file.path(), bound, files);
  }

  private List<Changeset> changesets(RevisionFile file, DatabaseChangeLog changelog)
      throws Exception {
    var changesets = new ArrayList<Changeset>();
    var seen = new HashSet<String>();
    for (var changeSet : changelog.getChangeSets()) {
      if (concernsUs(changeSet)) {
        var checksum = changeSet.generateCheckSum(ChecksumVersion.latest()).toString();
        var changeset = new Changeset(changeSet, checksum, database);
        if (!seen.add(changeset.key())) {
          throw new EngineException(
              new InvalidChangelog(
                  file.path(), "changeset " + changeset.name() + " stands in it twice"));
        }
        prepare(file, changeset);
        changesets.add(changeset);
      }
    }
    return changesets;
  }

  private static boolean concernsUs(ChangeSet changeSet) {
    return !changeSet.isIgnore()
        && (changeSet.getDbmsSet() == null
            || changeSet.getDbmsSet().isEmpty()
            || DatabaseList.definitionMatches(changeSet.getDbmsSet(), "postgresql", true));
  }

  private void prepare(RevisionFile file, Changeset changeset) throws Exception {
    var changeSet = changeset.changeSet();
    if (changeSet.isAlwaysRun() || changeSet.isRunOnChange()) {
      throw new EngineException(
          new Forbidden(
              file.path(),
              "changeset " + changeset.name(),
              changeSet.isAlwaysRun() ? "runAlways" : "runOnChange",
              "a revision is applied once; put the change into a new revision"));
    }
    Sandbox.checkChangeset(file, changeset);
    for (var change : changeSet.getChanges()) {
      change.finishInitialization();
      var errors = change.validate(database);
      if (errors != null && errors.hasErrors()) {
        throw new EngineException(
            new InvalidChangelog(
                file.path(),
                "changeset "
                    + changeset.name()
                    + ": "
                    + String.join("; ", errors.getErrorMessages())));
      }
      splitLikePostgres(change);
    }
    if (changeSet.getRollback() != null && changeSet.getRollback().getChanges() != null) {
      for (var change : changeSet.getRollback().getChanges()) {
        change.finishInitialization();
        splitLikePostgres(change);
      }
    }
  }

  /** Liquibase would cut at every semicolon, those between dollar quotes too. */
  private static void splitLikePostgres(liquibase.change.Change change) {
    if (change instanceof AbstractSQLChange sql
        && (sql.getEndDelimiter() == null || sql.getEndDelimiter().equals(";"))) {
      sql.setSplitStatements(false);
      sql.setStripComments(false);
    }
  }

  private static String firstLine(Exception e) {
    var text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage().strip();
    return text.lines().findFirst().orElse(text);
  }
}
