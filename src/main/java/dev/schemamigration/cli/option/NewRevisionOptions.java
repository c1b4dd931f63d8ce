package dev.schemamigration.cli.option;

import dev.schemamigration.source.authoring.RevisionRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code revision} and {@code merge} say about the revision that they make. */
public final class NewRevisionOptions {
  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "What it does, on one line; also in the name of its file.")
  private @Nullable String message;

  @Option(
      names = "--branch-label",
      paramLabel = "LABEL",
      description = "Name of the branch that it begins; may be repeated.")
  private List<String> branchLabels = List.of();

  @Option(names = "--rev-id", paramLabel = "ID", description = "Its id instead of a generated one.")
  private @Nullable String revisionId;

  @Option(
      names = "--splice",
      description = "Let it follow a revision that is no head, and so begin a branch there.")
  private boolean splice;

  /** The request. */
  public RevisionRequest request(List<String> heads, List<String> dependsOn) {
    return new RevisionRequest(
        Optional.ofNullable(message),
        heads,
        splice,
        branchLabels,
        dependsOn,
        Optional.ofNullable(revisionId));
  }
}
