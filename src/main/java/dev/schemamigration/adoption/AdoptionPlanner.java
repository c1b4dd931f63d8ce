package dev.schemamigration.adoption;

import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.source.RevisionFile;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides which revisions to record as applied because another tool has run them. Pure. */
public final class AdoptionPlanner {
  private final RevisionGraph graph;
  private final List<RevisionFile> files;
  private final Function<RevisionFile, List<DeclaredChangeset>> changesets;

  /**
   * @param graph of the source
   * @param files the revision files of that graph
   * @param changesets returns the changesets of one file that apply to Postgres; called for a
   *     history of Liquibase only
   */
  public AdoptionPlanner(
      RevisionGraph graph,
      List<RevisionFile> files,
      Function<RevisionFile, List<DeclaredChangeset>> changesets) {
    this.graph = graph;
    this.files = List.copyOf(files);
    this.changesets = changesets;
  }

  /** The decision on all histories that were found; several of them are refused. */
  public AdoptionDecision decide(ForeignHistories found) {
    var histories = found.here().stream().filter(it -> !it.isEmpty()).toList();
    var elsewhere = found.elsewhere().stream().filter(it -> !it.isEmpty()).findFirst();
    if (histories.isEmpty() && elsewhere.isEmpty()) {
      return new AdoptionDecision.Nothing();
    }
    try {
      if (histories.isEmpty()) {
        throw elsewhere(elsewhere.get());
      }
      if (histories.size() > 1) {
        throw several(histories);
      }
      var history = histories.getFirst();
      var mapped = mapped(history);
      checkClosed(history, mapped.revisions());
      return mapped.revisions().isEmpty()
          ? new AdoptionDecision.Nothing()
          : new AdoptionDecision.Adopt(
              history.tool(),
              history.table(),
              graph.oldestFirst(mapped.revisions()),
              mapped.notes(),
              mapped.changesets());
    } catch (AdoptionRefusal refusal) {
      return new AdoptionDecision.Refused(refusal.fault());
    }
  }

  private MappedHistory mapped(ForeignHistory history) {
    return switch (history) {
      case ForeignHistory.Alembic alembic -> new AlembicMapper(graph).of(alembic);
      case ForeignHistory.Liquibase liquibase ->
          new LiquibaseMapper(graph, files, changesets).of(liquibase);
      case ForeignHistory.Flyway flyway -> new FlywayMapper(graph, files).of(flyway);
      case ForeignHistory.GolangMigrate migrate -> new GolangMigrateMapper(graph).of(migrate);
      case ForeignHistory.Unreadable unreadable ->
          throw new AdoptionRefusal(
              "%s has a history in %s, which the role of the migrations may not read"
                  .formatted(unreadable.tool(), unreadable.table()),
              "grant it SELECT on that table");
    };
  }

  private void checkClosed(ForeignHistory history, Set<String> revisions) {
    var missing = graph.missingParentsOf(revisions);
    if (!missing.isEmpty()) {
      var dependents = graph.dependentsOf(missing).stream().filter(revisions::contains).toList();
      throw new AdoptionRefusal(
          "%s (%s) has run %s without %s, which must come before it in the source"
              .formatted(
                  history.tool(),
                  history.table(),
                  RevisionHints.listed(dependents),
                  RevisionHints.listed(missing)),
          "correct down_revision in the files to the order in which they were run");
    }
  }

  /** A history in another schema is refused: to ignore it would run every revision again. */
  private static AdoptionRefusal elsewhere(ForeignHistory history) {
    return new AdoptionRefusal(new AdoptionFault.InLaterSchema(history.tool(), history.table()));
  }

  private static AdoptionRefusal several(List<ForeignHistory> histories) {
    var tools =
        histories.stream()
            .map(it -> it.tool() + " (" + it.table() + ")")
            .collect(Collectors.joining(" and "));
    return new AdoptionRefusal(
        "several tools have a history here: " + tools,
        "drop the tables of those that are not used any more");
  }
}
