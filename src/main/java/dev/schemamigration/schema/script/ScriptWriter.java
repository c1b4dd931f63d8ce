package dev.schemamigration.schema.script;

import dev.schemamigration.schema.SchemaSnapshot;
import dev.schemamigration.schema.ScratchSession;
import dev.schemamigration.schema.catalog.Catalog;
import dev.schemamigration.schema.catalog.CatalogChange;
import dev.schemamigration.schema.catalog.CatalogEntry;
import dev.schemamigration.schema.catalog.Privilege;
import dev.schemamigration.schema.catalog.SqlName;
import dev.schemamigration.schema.model.ModelException;
import dev.schemamigration.schema.model.ModelScript;
import dev.schemamigration.schema.model.ModelStatement;
import dev.schemamigration.schema.model.SchemaModel;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a script by taking a scratch database from the one schema to the other: each step is
 * written from what the database is like after the steps before it.
 */
public final class ScriptWriter {
  /** The library does not see in one pass what the statements of that pass lead to. */
  private static final int PASSES = 6;

  /** The last passes put back what those before them have dropped. */
  private static final int DROPPING = 4;

  private final ScratchSession scratch;
  private final SchemaSnapshot wanted;
  private final ScriptOptions options;
  private final Catalog before;
  private final List<ScriptStatement> statements = new ArrayList<>();
  private final Set<String> refused = new LinkedHashSet<>();
  private Optional<Catalog> known;
  private Optional<SchemaModel> model;

  private ScriptWriter(
      ScratchSession scratch, SchemaSnapshot now, SchemaSnapshot wanted, ScriptOptions options) {
    this.scratch = scratch;
    this.options = options;
    this.wanted =
        new SchemaSnapshot(kept(wanted.catalog()), kept(wanted.privileges()), wanted.model());
    this.before = now.catalog();
    this.known = Optional.of(kept(now.catalog()));
    this.model = Optional.of(now.model());
  }

  /**
   * Writes the script, and leaves the scratch database as the script leaves it.
   *
   * @param now the schema of the scratch database
   * @param wanted the schema to arrive at
   */
  public static Script write(
      ScratchSession scratch, SchemaSnapshot now, SchemaSnapshot wanted, ScriptOptions options)
      throws SQLException {
    return new ScriptWriter(scratch, now, wanted, options).write();
  }

  private Script write() throws SQLException {
    run(schemasOfRenames());
    run(options.renames().stream().flatMap(it -> it.statements().stream()).toList());
    run(new NameStep(now(), wanted.catalog()).statements());
    run(new KindStep(now(), wanted.catalog()).statements());
    run(new NotNullStep(now(), wanted.catalog()).renames());
    run(new PartitionStep(now(), wanted.catalog()).statements());
    run(new InheritanceStep(now(), wanted.catalog()).statements());
    var enums = new EnumStep(scratch.connection(), wanted.catalog());
    if (!options.oneTransaction()) {
      run(enums.additions(now()));
    }
    run(enums.rebuilds(now(), options.oneTransaction()));
    boolean goesOn = true;
    for (int pass = 0; pass < PASSES && !left().isEmpty() && goesOn; pass++) {
      refused.clear();
      boolean cleared = pass > 0 && pass < DROPPING && clear();
      goesOn = libraryPass() || cleared || pass == 0;
    }
    if (!left().isEmpty()) {
      run(PrivilegeStep.statements(kept(scratch.privileges()), wanted.privileges()));
      run(OwnerStep.statements(now(), wanted.catalog()));
    }
    statements.sort(
        Comparator.comparing(ScriptStatement::stage).thenComparing(ScriptWriter::locks));
    return new Script(
        RoutineBodies.joined(statements),
        left().isEmpty() ? List.of() : List.copyOf(refused),
        left());
  }

  /** Of what is in one transaction, tables are scanned first: the locks for it let others write. */
  private static boolean locks(ScriptStatement statement) {
    return statement.stage() == Stage.VALIDATION
        && !statement.sql().contains(" VALIDATE CONSTRAINT ");
  }

  /** A table moves before the library creates the schema that it moves to. */
  private List<ScriptStatement> schemasOfRenames() throws SQLException {
    var catalog = now();
    return options.renames().stream()
        .filter(it -> !it.ofColumn())
        .map(it -> SqlName.parent(it.to()))
        .distinct()
        .filter(it -> catalog.find(new CatalogEntry.Key("schema", it)).isEmpty())
        .map(it -> ScriptStatement.of("CREATE SCHEMA " + it))
        .toList();
  }

  private Catalog kept(Catalog catalog) {
    return catalog.filter(options.ignored().negate());
  }

  private List<Privilege> kept(List<Privilege> privileges) {
    return privileges.stream().filter(it -> !options.ignored().test(it.entry())).toList();
  }

  /** The catalog behind the statements so far. */
  private Catalog now() throws SQLException {
    if (known.isEmpty()) {
      known = Optional.of(kept(scratch.catalog()));
    }
    return known.get();
  }

  /** The library's model of the same. */
  private SchemaModel model() throws SQLException {
    if (model.isEmpty()) {
      var read = scratch.read();
      model = Optional.of(read.model());
      known = Optional.of(kept(read.catalog()));
    }
    return model.get();
  }

  private List<CatalogChange> left() throws SQLException {
    return now().changesTo(wanted.catalog());
  }

  /** Drops what is in the way of what the passes so far have left; the library puts it back. */
  private boolean clear() throws SQLException {
    boolean done = run(types().stuck());
    done |= run(new ObstacleStep(scratch.connection()).statements(left()));
    return run(new MendStep(now(), wanted.catalog()).ofColumns()) || done;
  }

  private TypeStep types() throws SQLException {
    return new TypeStep(scratch.connection(), now(), wanted.catalog());
  }

  private boolean libraryPass() throws SQLException {
    runAll(types().statements());
    var step = new LibraryStep(before, now(), wanted.catalog(), options);
    var origins = library();
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
    return run(new MendStep(now(), wanted.catalog()).statements()) || done;
  }

  /** What the library writes; it does not have an answer to every pair of schemas. */
  private List<ModelStatement> library() throws SQLException {
    try {
      return new ModelScript(model(), wanted.model()).statements();
    } catch (ModelException e) {
      refused.add(e.getMessage());
      return List.of();
    }
  }

  /** Whether the server took all of them; else nothing is changed. */
  private boolean runAll(List<ScriptStatement> step) throws SQLException {
    var result = new TryOut(scratch.connection()).runAll(ordered(step));
    result.ifPresent(it -> accept(it.done()));
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
    var result = new TryOut(scratch.connection()).run(ordered(step));
    accept(result.done());
    result
        .failed()
        .forEach(it -> refused.add(it.statement().sql() + ": " + it.cause().getMessage()));
    return !result.done().isEmpty();
  }

  private void accept(List<ScriptStatement> done) {
    statements.addAll(done);
    if (!done.isEmpty()) {
      known = Optional.empty();
      model = Optional.empty();
    }
  }
}
