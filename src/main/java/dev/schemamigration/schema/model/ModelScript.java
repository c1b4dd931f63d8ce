package dev.schemamigration.schema.model;

import dev.schemamigration.sql.SqlLexer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.pgcodekeeper.core.diff.Comparison;
import org.pgcodekeeper.core.model.difftree.CompareTree;
import org.pgcodekeeper.core.model.difftree.DbObjType;
import org.pgcodekeeper.core.model.difftree.DiffTree;
import org.pgcodekeeper.core.model.difftree.TreeElement;
import org.pgcodekeeper.core.model.difftree.TreeElement.DiffSide;
import org.pgcodekeeper.core.model.difftree.TreeFlattener;
import org.pgcodekeeper.core.model.graph.ActionContainer;
import org.pgcodekeeper.core.model.graph.DbObject;
import org.pgcodekeeper.core.model.graph.DepcyResolver;
import org.pgcodekeeper.core.schema.AbstractTable;
import org.pgcodekeeper.core.schema.PgStatement;
import org.pgcodekeeper.core.script.SQLScript;
import org.pgcodekeeper.core.settings.CoreSettings;

/**
 * Has the library write a script, action by action. Its own converter would put names of objects
 * into comments, which a name with a line end leaves.
 */
public final class ModelScript {
  private final SchemaModel from;
  private final SchemaModel to;
  private final CoreSettings settings = LibrarySettings.create();

  public ModelScript(SchemaModel from, SchemaModel to) {
    this.from = from;
    this.to = to;
  }

  /**
   * The statements that take the one schema to the other.
   *
   * @throws ModelException when the library has none
   */
  public List<ModelStatement> statements() throws ModelException {
    try {
      return written();
    } catch (RuntimeException e) {
      throw new ModelException(e);
    }
  }

  private List<ModelStatement> written() {
    var statements = new ArrayList<ModelStatement>();
    for (var action : actions()) {
      var script = new SQLScript(settings);
      var type = write(action, script);
      for (var sql : ScriptStatements.of(script)) {
        var text = withoutComments(sql);
        if (!text.isEmpty()) {
          statements.add(statement(text, type, action.getOldObj()));
        }
      }
    }
    return statements;
  }

  private ModelStatement.Action write(ActionContainer action, SQLScript script) {
    var object = action.getOldObj();
    switch (action.getState()) {
      case CREATE -> {
        object.getCreationSQL(script);
        return ModelStatement.Action.CREATE;
      }
      case DROP -> {
        if (object.canDrop()) {
          object.getDropSQL(script, false);
        }
        return ModelStatement.Action.DROP;
      }
      default -> {
        object.appendAlterSQL(action.getNewObj(), script);
        return ModelStatement.Action.ALTER;
      }
    }
  }

  private Set<ActionContainer> actions() {
    try {
      var root = DiffTree.create(settings, from.database(), to.database());
      root.setAllChecked();
      var selected = new TreeFlattener().onlySelected().flatten(root);
      columns(selected);
      selected.sort(new CompareTree());
      return DepcyResolver.resolve(
          from.database(),
          to.database(),
          List.of(),
          List.of(),
          new LinkedHashSet<>(),
          selected.stream().map(this::object).toList(),
          settings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The tree has no columns. */
  @SuppressWarnings("deprecation")
  private void columns(List<TreeElement> selected) {
    var columns = new ArrayList<TreeElement>();
    for (var element : selected) {
      if (element.getType() == DbObjType.TABLE && element.getSide() == DiffSide.BOTH) {
        var before = (AbstractTable) element.getPgStatement(from.database());
        var after = (AbstractTable) element.getPgStatement(to.database());
        DiffTree.addColumns(before.getColumns(), after.getColumns(), element, columns);
      }
    }
    selected.addAll(columns);
  }

  private DbObject object(TreeElement element) {
    return switch (element.getSide()) {
      case LEFT -> new DbObject(element.getPgStatement(from.database()), null);
      case RIGHT -> new DbObject(null, element.getPgStatement(to.database()));
      case BOTH ->
          new DbObject(
              element.getPgStatement(from.database()), element.getPgStatement(to.database()));
    };
  }

  private ModelStatement statement(String sql, ModelStatement.Action action, PgStatement object) {
    var names = new ArrayList<String>();
    for (var it = object; it != null && it.getStatementType() != DbObjType.DATABASE; ) {
      names.addFirst(it.getName());
      it = it.getParent();
    }
    return new ModelStatement(
        sql,
        action,
        object.getStatementType().getTypeName().toLowerCase(Locale.ROOT),
        names.size() > 1 ? names.getFirst() : "",
        names.size() > 2 ? names.get(1) : "",
        names.getLast(),
        isUnchanged(object));
  }

  private boolean isUnchanged(PgStatement object) {
    var before = object.getTwin(from.database());
    var after = object.getTwin(to.database());
    return before != null && after != null && Comparison.compare(settings, before, after);
  }

  /** The statement without comments and without the semicolon behind it. */
  private static String withoutComments(String sql) {
    var stripped = SqlLexer.withoutComments(sql);
    return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1).strip() : stripped;
  }
}
