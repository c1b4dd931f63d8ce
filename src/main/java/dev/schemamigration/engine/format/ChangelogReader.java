package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.BundleResourceAccessor;
import dev.schemamigration.engine.liquibase.RootCause;
import dev.schemamigration.source.RevisionFile;
import dev.schemamigration.source.file.RevisionFormat;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParser;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;
import liquibase.parser.core.formattedsql.FormattedSqlChangeLogParser;
import liquibase.parser.core.sql.SqlChangeLogParser;

/**
 * Reads a revision file into Liquibase's objects. XML, YAML and JSON are read into a tree that is
 * validated and then loaded by Liquibase, so that both process the same; Liquibase's own parsers of
 * these formats are not used.
 */
public final class ChangelogReader {
  /** Fixed, because Liquibase's lookup would open the file once for each of its parsers. */
  private static final ChangeLogParser FORMATTED = new FormattedSqlChangeLogParser();

  private static final ChangeLogParser PLAIN = new SqlChangeLogParser();

  private final ChangelogLocation location;
  private final RevisionFile file;
  private final ChangelogParameters parameters;
  private final PreparedFile prepared;
  private final BundleResourceAccessor files;
  private final boolean applies;
  private final boolean undoes;

  /**
   * Creates a reader of one file.
   *
   * @param prepared the revision file as prepared for the parser
   * @param files of the bundle, including the prepared one
   * @param applies whether its changes will be executed
   * @param undoes whether its rollbacks may be executed
   */
  public ChangelogReader(
      ChangelogLocation location,
      RevisionFile file,
      ChangelogParameters parameters,
      PreparedFile prepared,
      BundleResourceAccessor files,
      boolean applies,
      boolean undoes) {
    this.location = location;
    this.file = file;
    this.parameters = parameters;
    this.prepared = prepared;
    this.files = files;
    this.applies = applies;
    this.undoes = undoes;
  }

  /** Reads the changelog and expands its parameters. */
  public DatabaseChangeLog read() throws LiquibaseException, ParsedNodeException {
    return switch (file.format()) {
      case SQL -> {
        var parser = FormattedSql.is(file.content()) ? FORMATTED : PLAIN;
        var changelog = parser.parse(file.path(), parameters, files);
        prepared.complete(changelog);
        yield changelog;
      }
      case XML -> {
        var tree = XmlTree.read(location, file.content(), parameters.spending());
        var root = expanded(tree.root());
        tree.refuseForeign(root);
        check(root);
        if (!tree.schemaFault().isEmpty()) {
          throw location.invalid(tree.schemaFault());
        }
        yield load(root);
      }
      case YAML, JSON -> {
        var root = expanded(YamlTree.read(location, file.content(), parameters.spending()));
        check(root);
        yield load(root);
      }
    };
  }

  private ParsedNode expanded(ParsedNode root) throws ParsedNodeException {
    boolean late = file.format() != RevisionFormat.XML;
    return new ParameterExpansion(location, parameters, files, late, applies).apply(root);
  }

  private void check(ParsedNode root) throws ParsedNodeException {
    RollbackReferences.inTree(file.path(), root);
    RollbackNormalizer.normalize(location, root);
    new TreeValidator(location, files, parameters.spending(), applies, undoes).check(root);
  }

  private DatabaseChangeLog changelog() {
    var changelog = new Expanded(DatabaseChangeLog.normalizePath(file.path()));
    changelog.setChangeLogParameters(parameters);
    return changelog;
  }

  private DatabaseChangeLog load(ParsedNode root) throws LiquibaseException, ParsedNodeException {
    var changelog = changelog();
    try {
      changelog.load(root, files);
    } catch (ParsedNodeException | LiquibaseException | RuntimeException e) {
      throw located(root, e);
    }
    return changelog;
  }

  /** Liquibase does not name the changeset, so that each of them is loaded alone. */
  private EngineException located(ParsedNode root, Exception failure) throws ParsedNodeException {
    var message = RootCause.root(failure);
    for (var changeset : root.getChildren(null, "changeSet")) {
      var alone = new ParsedNode(null, root.getName()).addChild(changeset);
      try {
        changelog().load(alone, files);
      } catch (ParsedNodeException | LiquibaseException | RuntimeException e) {
        if (RootCause.root(e).equals(message)) {
          return location.invalid(
              "changeset "
                  + changeset.getChildValue(null, "author")
                  + ":"
                  + changeset.getChildValue(null, "id")
                  + ": "
                  + message);
        }
      }
    }
    return location.invalid(message);
  }

  /** A changelog whose tree has been expanded. */
  private static final class Expanded extends DatabaseChangeLog {
    private Expanded(String path) {
      super(path);
    }

    @Override
    protected void expandExpressions(ParsedNode node) {
      // expanded before
    }
  }
}
