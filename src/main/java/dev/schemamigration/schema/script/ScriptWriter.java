package dev.schemamigration.schema.script;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.schema.SchemaReader;
import dev.schemamigration.schema.SchemaSnapshot;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.Privilege;
import dev.schemamigration.schema.model.ModelScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a script by taking a scratch database from the one schema to the other: each step is
 * written from what the database is like after the steps before it.
 */
public final class ScriptWriter {
  /** The library does not see in one pass what the statements of that pass lead to. */
  private static final int PASSES = 4;

  private final SchemaReader reader;

  public ScriptWriter(SchemaReader reader) {
    this.reader = reader;
  }

  /**
   * Writes the script, and leaves the scratch database as the script leaves it.
   *
   * @param scratch has the schema to start from
   * @param wanted the schema to arrive at
   */
  public Script write(ConnectionSettings scratch, SchemaSnapshot wanted, ScriptOptions options)
      throws SQLException {
    try (var connection = reader.open(scratch)) {
      var before = reader.catalog(scratch, connection);
      return new Run(scratch, connection, wanted, options, before).write();
    }
  }

  private final class Run {
    private final ConnectionSettings scratch;
    private final Connection connection;
    private final SchemaSnapshot wanted;
    private final ScriptOptions options;
    private final Catalog before;
    private final List<ScriptStatement> statements = new ArrayList<>();
    private final Set<String> refused = new LinkedHashSet<>();

    Run(
        ConnectionSettings scratch,
        Connection connection,
        SchemaSnapshot wanted,
        ScriptOptions options,
        Catalog before) {
      this.scratch = scratch;
      this.connection = connection;
      this.wanted =
          new SchemaSnapshot(
              wanted.catalog().filter(options.ignored().negate()),
              wanted.privileges().stream()
                  .filter(it -> !options.ignored().test(it.entry()))
                  .toList(),
              wanted.model());
      this.options = options;
      this.before = before;
    }

    Script write() throws SQLException {
      run(options.renames().stream().map(Rename::statement).toList());
      run(new NameStep(catalog(), wanted.catalog()).statements());
      var enums = new EnumStep(connection, wanted.catalog());
      if (!options.oneTransaction()) {
        run(enums.additions(catalog()));
      }
      run(enums.rebuilds(catalog(), options.oneTransaction()));
      var now = reader.read(scratch);
      for (int pass = 0; pass < PASSES && libraryPass(now); pass++) {
        now = reader.read(scratch);
      }
      if (run(PrivilegeStep.statements(privileges(now), wanted.privileges()))
          | run(OwnerStep.statements(kept(now), wanted.catalog()))) {
        now = reader.read(scratch);
      }
      statements.sort(Comparator.comparing(ScriptStatement::stage));
      var left = kept(now).changesTo(wanted.catalog());
      return new Script(statements, left.isEmpty() ? List.of() : List.copyOf(refused), left);
    }

    private Catalog kept(SchemaSnapshot now) {
      return now.catalog().filter(options.ignored().negate());
    }

    private List<Privilege> privileges(SchemaSnapshot now) {
      return now.privileges().stream().filter(it -> !options.ignored().test(it.entry())).toList();
    }

    private Catalog catalog() throws SQLException {
      return reader.catalog(scratch, connection).filter(options.ignored().negate());
    }

    private boolean libraryPass(SchemaSnapshot now) throws SQLException {
      var step = new LibraryStep(before, kept(now), wanted.catalog(), options);
      var origins = new ModelScript(now.model(), wanted.model()).statements();
      var done = false;
      for (var needless : Needless.values()) {
        var kept = needless.without(origins);
        if (kept.size() < origins.size() || needless == Needless.NOTHING) {
          done =
              needless == Needless.NOTHING
                  ? run(step.statements(kept))
                  : runAll(step.statements(kept));
          if (done) {
            break;
          }
        }
      }
      var changed = done ? catalog() : kept(now);
      return run(new MendStep(changed, wanted.catalog()).statements()) || done;
    }

    /** Whether the server took all of them; else nothing is changed. */
    private boolean runAll(List<ScriptStatement> step) throws SQLException {
      var result = new TryOut(connection).runAll(ordered(step));
      result.ifPresent(it -> statements.addAll(it.done()));
      return result.filter(it -> !it.done().isEmpty()).isPresent();
    }

    private static List<ScriptStatement> ordered(List<ScriptStatement> step) {
      return step.stream().sorted(Comparator.comparing(ScriptStatement::stage)).toList();
    }

    /** Whether the server took any of them. */
    private boolean run(List<ScriptStatement> step) throws SQLException {
      if (step.isEmpty()) {
        return false;
      }
      var result = new TryOut(connection).run(ordered(step));
      statements.addAll(result.done());
      result
          .failed()
          .forEach(it -> refused.add(it.statement().sql() + ": " + it.cause().getMessage()));
      return !result.done().isEmpty();
    }
  }
}
