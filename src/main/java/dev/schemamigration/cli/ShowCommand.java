package dev.schemamigration.cli;

import dev.schemamigration.revision.UpgradeTarget;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Alembic's {@code show}. */
@Command(name = "show", description = "Show all about a revision.")
final class ShowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "REVISION",
      description = "A revision, the beginning of one, head, heads, or current.")
  private String revision = "";

  private final Tools tools;

  ShowCommand(Tools tools) {
    this.tools = tools;
  }

  @Override
  public Integer call() {
    boolean current = revision.equals("current");
    var revisions =
        current ? Revisions.of(tools.pass().inspect()) : Revisions.of(tools.inputs().bundle());
    var ids =
        current
            ? List.copyOf(revisions.current())
            : UpgradeTarget.resolve(revisions.graph(), List.of(), revision);
    var lines = revisions.lines(ids, true, id -> id);
    return tools.answers().list(lines, revisions.document(ids)).number();
  }
}
