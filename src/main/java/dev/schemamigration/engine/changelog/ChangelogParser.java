package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.fault.ChangelogFault.InvalidChangelog;
import dev.schemamigration.engine.fault.ChangelogFault.MissingParameters;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.format.ChangelogParameters;
import dev.schemamigration.engine.format.ChangelogReader;
import dev.schemamigration.engine.format.FormattedSql;
import dev.schemamigration.engine.liquibase.BundleResourceAccessor;
import dev.schemamigration.engine.liquibase.LiquibaseBinding;
import dev.schemamigration.engine.liquibase.LiquibaseScope;
import dev.schemamigration.engine.liquibase.RootCause;
import dev.schemamigration.engine.liquibase.SessionDatabase;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import dev.schemamigration.source.file.RevisionFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import liquibase.ChecksumVersion;
import liquibase.Scope;
import liquibase.change.Change;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.DatabaseList;

/** Turns a revision file into changesets, or says what is wrong with it before any SQL runs. */
public final class ChangelogParser {
  private final SessionDatabase database;
  private final StatementGenerator statements;

  ChangelogParser(SessionDatabase database, StatementGenerator statements) {
    this.database = database;
    this.statements = statements;
  }

  /** A parser that generates statements for a session. */
  public static ChangelogParser of(LiquibaseBinding binding) {
    return new ChangelogParser(binding.database(), StatementGenerator.of(binding));
  }

  public ParsedChangelog parse(
      RevisionFile file, Map<String, byte[]> resources, List<Parameter> parameters) {
    return parse(file, resources, parameters, ParsePurpose.UPGRADE);
  }

  public ParsedChangelog parse(
      RevisionFile file,
      Map<String, byte[]> resources,
      List<Parameter> parameters,
      ParsePurpose purpose) {
    var place = new ChangelogLocation(file.path());
    var bound = new ChangelogParameters(place, parameters);
    try {
      var files =
          new BundleResourceAccessor(resources).with(file.path(), prepared(place, file, bound));
      return LiquibaseScope.call(
          files,
          () -> {
            var changelog = new ChangelogReader(place, file, bound, files).read();
            var changesets = changesets(file, changelog, bound);
            var parsed = new ParsedChangelog(file, changelog, changesets, files, parameters, bound);
            var lacking = lacking(parsed, bound, purpose);
            if (!lacking.isEmpty()) {
              throw new EngineException(new MissingParameters(file.path(), lacking));
            }
            return parsed;
          });
    } catch (EngineException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw place.invalid("nests too deeply, or holds a text too long, to be read; simplify it");
    } catch (Exception e) {
      throw fault(file, e);
    }
  }

  /** The names that need a value and have none. */
  private List<String> lacking(
      ParsedChangelog parsed, ChangelogParameters bound, ParsePurpose purpose) throws Exception {
    return switch (purpose) {
      case UPGRADE -> bound.missing();
      case COMPARISON -> List.of();
      case DOWNGRADE -> bound.missing().isEmpty() ? List.of() : bound.missingIn(undoing(parsed));
    };
  }

  private String undoing(ParsedChangelog parsed) throws Exception {
    var sql = new StringBuilder();
    var reversible =
        parsed.changesets().stream().filter(it -> it.irreversible().isEmpty()).toList();
    for (var changeset : reversible) {
      for (var batch : statements.down(parsed.file().id(), changeset)) {
        for (var statement : batch.statements()) {
          sql.append(statement.text()).append('\n');
        }
      }
    }
    return sql.toString();
  }

  private static String prepared(
      ChangelogLocation place, RevisionFile file, ChangelogParameters bound) {
    return file.format() == RevisionFormat.SQL
        ? FormattedSql.prepare(place, file.content(), bound)
        : file.content();
  }

  private static EngineException fault(RevisionFile file, Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof EngineException engine) {
        return engine;
      }
    }
    return new EngineException(new InvalidChangelog(file.path(), RootCause.root(e)), e);
  }

  private List<Changeset> changesets(
      RevisionFile file, DatabaseChangeLog changelog, ChangelogParameters bound) throws Exception {
    var place = new ChangelogLocation(file.path());
    var sandbox = new ChangesetValidator(place, statements);
    sandbox.check(changelog);
    var changesets = new ArrayList<Changeset>();
    var seen = new HashSet<String>();
    for (var changeSet : changelog.getChangeSets()) {
      if (concernsUs(changeSet)) {
        var changeset = changeset(place, changeSet, bound);
        if (!seen.add(changeset.key())) {
          throw place.invalid(changeset.called() + " stands in it twice");
        }
        sandbox.check(changeset);
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

  private Changeset changeset(
      ChangelogLocation place, ChangeSet changeSet, ChangelogParameters bound) throws Exception {
    BoundedModifySql.narrow(changeSet.getSqlVisitors());
    var changeset = new Changeset(changeSet, checksum(changeSet), database, bound::withoutSecrets);
    BoundedModifySql.bound(place, changeset.called(), changeSet.getSqlVisitors());
    for (var change : changeset.changes()) {
      change.finishInitialization();
      validate(place, changeset, change);
    }
    for (var change : changeset.rollback()) {
      change.finishInitialization();
    }
    return changeset;
  }

  /** A change that names its database counts only where Liquibase knows which one it is on. */
  private String checksum(ChangeSet changeSet) throws Exception {
    return Scope.child(
        Map.of(Scope.Attr.database.name(), database),
        () -> changeSet.generateCheckSum(ChecksumVersion.latest()).toString());
  }

  private void validate(ChangelogLocation place, Changeset changeset, Change change) {
    var errors = change.validate(database);
    if (errors != null && errors.hasErrors()) {
      throw place.invalid(changeset.called() + ": " + String.join("; ", errors.getErrorMessages()));
    }
  }
}
