package dev.schemamigration.database.tracking;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The records with which a script begins.
 *
 * @param heads of the applied revisions, for messages
 * @param applied ids of the revisions that are applied, and of no others
 * @param undone the applied revisions that the script undoes
 * @param histories tables of other tools, with a column of each: none of them may have rows where
 *     nothing is recorded yet
 * @param minServerVersion the least major version of the server; 0 for any
 */
public record ScriptStart(
    List<String> heads,
    List<String> applied,
    List<Undone> undone,
    Map<String, String> histories,
    int minServerVersion) {
  public ScriptStart {
    heads = List.copyOf(heads);
    applied = List.copyOf(applied);
    undone = List.copyOf(undone);
    histories = Map.copyOf(histories);
  }

  /**
   * A revision that a script undoes, as its file has it.
   *
   * @param sha256 of its file
   * @param changesets keys of those that are rolled back
   * @param parameters with which it was applied
   */
  public record Undone(
      String revision, String sha256, List<String> changesets, Map<String, String> parameters) {
    public Undone {
      Objects.requireNonNull(revision);
      Objects.requireNonNull(sha256);
      changesets = List.copyOf(changesets);
      parameters = Map.copyOf(parameters);
    }
  }
}
