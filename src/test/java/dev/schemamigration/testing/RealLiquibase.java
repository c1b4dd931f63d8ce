package dev.schemamigration.testing;

import dev.schemamigration.setting.ChangesetFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/** The real Liquibase as its users run it: its own tables and lock in the schema of the target. */
public final class RealLiquibase {
  private final Path folder;
  private final TestDatabase database;

  private RealLiquibase(Path folder, TestDatabase database) {
    this.folder = folder;
    this.database = database;
  }

  /** With changelogs in a folder. */
  public static RealLiquibase in(Path folder, TestDatabase database) {
    return new RealLiquibase(folder, database);
  }

  /** Writes a changelog. */
  public void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a changelog that must succeed. */
  public void update(String changelog) {
    update(changelog, ChangesetFilter.NONE);
  }

  /** Runs those changesets of a changelog that contexts and labels choose; it must succeed. */
  public void update(String changelog, ChangesetFilter filter) {
    attempt(changelog, filter)
        .ifPresent(
            it -> {
              throw new AssertionError(it);
            });
  }

  /** Runs a changelog that may fail; returns Liquibase's message then. */
  public Optional<String> attempt(String changelog) {
    return attempt(changelog, ChangesetFilter.NONE);
  }

  private Optional<String> attempt(String changelog, ChangesetFilter filter) {
    // As the options of its command line are read.
    var contexts = new Contexts(String.join(",", filter.contexts()));
    var labels = new LabelExpression(filter.labels());
    try {
      call(changelog, it -> it.update(contexts, labels));
      return Optional.empty();
    } catch (LiquibaseException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Undoes the last changesets that were run, which must succeed. */
  public void undo(String changelog, int count) {
    attemptUndo(changelog, count)
        .ifPresent(
            it -> {
              throw new AssertionError(changelog + ": " + it);
            });
  }

  /** Undoes the last changesets that were run; returns Liquibase's message when it fails. */
  public Optional<String> attemptUndo(String changelog, int count) {
    try {
      call(changelog, it -> it.rollback(count, ""));
      return Optional.empty();
    } catch (LiquibaseException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** Names the state that was reached. */
  public void tag(String name) {
    try {
      call("unused", it -> it.tag(name));
    } catch (LiquibaseException e) {
      throw new AssertionError(e);
    }
  }

  /** Does something while another client of Liquibase holds its lock. */
  public void whileLocked(Runnable work) {
    try {
      call(
          "unused",
          it -> {
            var lock = LockServiceFactory.getInstance().getLockService(it.getDatabase());
            lock.waitForLock();
            work.run();
            lock.releaseLock();
          });
    } catch (LiquibaseException e) {
      throw new AssertionError(e);
    }
  }

  private void call(String changelog, Call call) throws LiquibaseException {
    try (var connection = database.connect();
        var files = new DirectoryResourceAccessor(folder)) {
      Scope.child(
          Map.of("liquibase.analytics.enabled", false, Scope.Attr.ui.name(), new LoggerUIService()),
          () -> call.on(new Liquibase(changelog, files, new JdbcConnection(connection))));
    } catch (LiquibaseException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      LockServiceFactory.reset();
    }
  }

  private interface Call {
    void on(Liquibase liquibase) throws LiquibaseException;
  }
}
