package dev.schemamigration.revision.drawing;

import java.util.List;

/**
 * A node of a drawing: a revision, or a run of them that is drawn as one.
 *
 * @param id of the revision, or of the newest of the run
 * @param parents ids of the nodes that it follows
 * @param needs ids of the nodes that it depends on without following them
 * @param size how many revisions it stands for
 * @param isNamed whether it has a branch label of its own, or follows what is not drawn
 * @param text what is written beside it
 */
public record DrawnNode(
    String id,
    List<String> parents,
    List<String> needs,
    int size,
    boolean isNamed,
    String text,
    Standing standing,
    boolean current) {
  public DrawnNode {
    parents = List.copyOf(parents);
    needs = List.copyOf(needs);
  }

  boolean isRun() {
    return size > 1;
  }
}
