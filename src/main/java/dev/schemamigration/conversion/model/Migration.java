package dev.schemamigration.conversion.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One migration of another tool, as it is read.
 *
 * @param id as the tool numbers or names it
 * @param parents ids of those that it follows; empty for a base, absent where it follows the one
 *     before it
 * @param dependsOn ids of others that it needs
 * @param labels of a branch that begins with it
 * @param message what it does
 * @param sources paths of its files
 * @param up SQL that applies it
 * @param down SQL that undoes it; absent where the tool has none
 * @param transactional whether the tool runs it in a transaction; absent where that follows from
 *     its statements
 * @param parameters whether <code>${name}</code> is replaced by the tool, and not a text
 */
public record Migration(
    String id,
    Optional<List<String>> parents,
    List<String> dependsOn,
    List<String> labels,
    String message,
    List<String> sources,
    String up,
    Optional<String> down,
    Optional<Boolean> transactional,
    boolean parameters) {
  public Migration {
    Objects.requireNonNull(id);
    Objects.requireNonNull(parents);
    dependsOn = List.copyOf(dependsOn);
    labels = List.copyOf(labels);
    Objects.requireNonNull(message);
    sources = List.copyOf(sources);
    Objects.requireNonNull(up);
    Objects.requireNonNull(down);
    Objects.requireNonNull(transactional);
  }

  /** One that follows the one before it. */
  public static Migration next(
      String id, String message, List<String> sources, String up, Optional<String> down) {
    return new Migration(
        id,
        Optional.empty(),
        List.of(),
        List.of(),
        message,
        sources,
        up,
        down,
        Optional.empty(),
        false);
  }

  /** The same, inside or outside of a transaction. */
  public Migration inTransaction(boolean transactional) {
    return new Migration(
        id,
        parents,
        dependsOn,
        labels,
        message,
        sources,
        up,
        down,
        Optional.of(transactional),
        parameters);
  }

  /** The same with parameters that the tool replaces. */
  public Migration withParameters() {
    return new Migration(
        id, parents, dependsOn, labels, message, sources, up, down, transactional, true);
  }
}
