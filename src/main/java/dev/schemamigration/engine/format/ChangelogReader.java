package dev.schemamigration.engine.format;

import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.liquibase.BundleResourceAccessor;
import dev.schemamigration.source.RevisionFile;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParser;
import liquibase.parser.core.ParsedNode;
import liquibase.parser.core.ParsedNodeException;
import liquibase.parser.core.formattedsql.FormattedSqlChangeLogParser;
import liquibase.parser.core.sql.SqlChangeLogParser;

/**
 * Makes Liquibase's objects from a revision file. Of XML, YAML and JSON it is the tree that is
 * checked, and the same tree that Liquibase then reads, so that nothing can look different to the
 * two; its own parsers for these formats are never used.
 */
public final class ChangelogReader {
  /** Not looked up for each file: Liquibase would open it once for every parser it knows. */
  private static final ChangeLogParser FORMATTED = new FormattedSqlChangeLogParser();

  private static final ChangeLogParser PLAIN = new SqlChangeLogParser();

  private final ChangelogLocation place;
  private final RevisionFile file;
  private final ChangelogParameters parameters;
  private final BundleResourceAccessor files;

  /**
   * What to read.
   *
   * @param files of the bundle, the revision file as prepared for the parser among them
   */
  public ChangelogReader(
      ChangelogLocation place,
      RevisionFile file,
      ChangelogParameters parameters,
      BundleResourceAccessor files) {
    this.place = place;
    this.file = file;
    this.parameters = parameters;
    this.files = files;
  }

  /** The changelog, its parameters put in. */
  public DatabaseChangeLog read() throws LiquibaseException, ParsedNodeException {
    return switch (file.format()) {
      case SQL ->
          (FormattedSql.is(file.content()) ? FORMATTED : PLAIN)
              .parse(file.path(), parameters, files);
      case XML -> {
        var tree = XmlTree.read(place, file.content());
        check(tree.root());
        if (!tree.schemaFault().isEmpty()) {
          throw place.invalid(tree.schemaFault());
        }
        yield load(tree.root());
      }
      case YAML, JSON -> {
        var root = YamlTree.read(place, file.content());
        check(root);
        yield load(root);
      }
    };
  }

  private void check(ParsedNode root) throws ParsedNodeException {
    new ParameterExpansion(place, parameters, files).apply(root);
    RollbackNormalizer.spellOut(place, root);
    new TreeValidator(place, files).check(root);
  }

  private DatabaseChangeLog load(ParsedNode root) throws LiquibaseException, ParsedNodeException {
    var changelog = new Expanded(DatabaseChangeLog.normalizePath(file.path()));
    changelog.setChangeLogParameters(parameters);
    changelog.load(root, files);
    return changelog;
  }

  /** A changelog whose tree has its values already. */
  private static final class Expanded extends DatabaseChangeLog {
    private Expanded(String path) {
      super(path);
    }

    @Override
    protected void expandExpressions(ParsedNode node) {
      // values are put in once
    }
  }
}
