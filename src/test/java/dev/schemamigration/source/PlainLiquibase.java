package dev.schemamigration.source;

import dev.schemamigration.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import liquibase.Scope;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.resource.ResourceAccessor;

/** Runs changelogs with nothing but Liquibase, as its own tools would. */
public final class PlainLiquibase {
  private final TestDatabase database;
  private final ResourceAccessor files;

  PlainLiquibase(TestDatabase database) {
    this.database = database;
    this.files = new ClassLoaderResourceAccessor();
  }

  void update(String path, Map<String, String> parameters) {
    run(
        path,
        parameters,
        (log, postgres) -> {
          for (var changeSet : log.getChangeSets()) {
            changeSet.execute(log, postgres);
          }
        });
  }

  void rollback(String path) {
    run(
        path,
        Map.of(),
        (log, postgres) -> {
          for (var changeSet : new ArrayList<>(log.getChangeSets()).reversed()) {
            changeSet.rollback(postgres);
          }
        });
  }

  /** The changesets of every file of a folder, in the order of its names, as {@code path::id}. */
  public static List<String> changeSetsOfAll(Path folder) throws Exception {
    var found = new ArrayList<String>();
    try (var accessor = new DirectoryResourceAccessor(folder);
        var listed = Files.list(folder)) {
      for (var file : listed.map(path -> path.getFileName().toString()).sorted().toList()) {
        parse(file, Map.of(), accessor)
            .getChangeSets()
            .forEach(changeSet -> found.add(file + "::" + changeSet.getId()));
      }
    }
    return found;
  }

  private interface Work {
    void on(DatabaseChangeLog log, PostgresDatabase postgres) throws Exception;
  }

  private void run(String path, Map<String, String> parameters, Work work) {
    try (Connection connection = database.connect()) {
      var postgres = new PostgresDatabase();
      postgres.setConnection(new JdbcConnection(connection));
      Scope.child(
          Map.of("liquibase.analytics.enabled", false),
          () -> work.on(parse(path, parameters, files), postgres));
      connection.commit();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static DatabaseChangeLog parse(
      String path, Map<String, String> parameters, ResourceAccessor files) throws Exception {
    var values = new ChangeLogParameters();
    parameters.forEach(values::set);
    return ChangeLogParserFactory.getInstance().getParser(path, files).parse(path, values, files);
  }
}
