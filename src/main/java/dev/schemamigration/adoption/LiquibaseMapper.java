package dev.schemamigration.adoption;

import dev.schemamigration.adoption.ForeignHistory.Liquibase.Changeset;
import dev.schemamigration.database.tracking.ExecType;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.source.RevisionFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Maps Liquibase's history: Liquibase records changesets, and a revision has run when all of its
 * changesets have but those that are left out for their contexts or labels. Every changeset that
 * ran must be in some revision.
 */
final class LiquibaseMapper {
  private final RevisionGraph graph;
  private final Map<String, List<DeclaredChangeset>> byRevision = new LinkedHashMap<>();

  LiquibaseMapper(
      RevisionGraph graph,
      List<RevisionFile> files,
      Function<RevisionFile, List<DeclaredChangeset>> changesets) {
    this.graph = graph;
    files.forEach(file -> byRevision.put(file.id(), changesets.apply(file)));
  }

  MappedHistory of(ForeignHistory.Liquibase history) {
    history
        .lockedBy()
        .ifPresent(
            it -> {
              throw new AdoptionRefusal(
                  "%s holds its lock (%slock): %s".formatted(history.tool(), history.table(), it),
                  "let that run end or, if it is gone, run liquibase release-locks");
            });
    var ran = new ArrayList<AdoptedChangeset>();
    for (var changeset : history.changesets()) {
      if (changeset.execType() == ExecType.FAILED) {
        throw new AdoptionRefusal(
            "%s (%s) has a failed %s: %s"
                .formatted(
                    history.tool(), history.table(), changeset.id().kind(), changeset.id().name()),
            "repair the database by hand and run liquibase update");
      }
      if (changeset.execType().ran()) {
        ran.add(
            new AdoptedChangeset(
                changeset.id(), declared(history, changeset).id(), changeset.execType()));
      }
    }
    var keys = ran.stream().map(it -> it.declared().key()).collect(Collectors.toSet());
    return new MappedHistory(revisions(history, keys), List.of(), ran);
  }

  private DeclaredChangeset declared(ForeignHistory.Liquibase history, Changeset changeset) {
    var all = byRevision.values().stream().flatMap(List::stream).toList();
    var found = ChangesetMatch.find(all, changeset);
    if (found.isEmpty()) {
      throw new AdoptionRefusal(
          "%s (%s) has run %s, which no revision of the source has"
              .formatted(history.tool(), history.table(), changeset.id().described()),
          "add the file with it to the source");
    }
    if (ChangesetMatch.edited(found.get(), changeset)) {
      throw new AdoptionRefusal(
          "%s was edited after %s (%s) had run it: its checksum is %s and was %s"
              .formatted(
                  found.get().id().described(),
                  history.tool(),
                  history.table(),
                  found.get().checksum(),
                  changeset.checksum()),
          "restore the file and put the change into a new revision");
    }
    return found.get();
  }

  private Set<String> revisions(ForeignHistory.Liquibase history, Set<String> ran) {
    var whole = new TreeSet<String>();
    byRevision.forEach(
        (revision, changesets) -> {
          var missing =
              changesets.stream().filter(it -> it.expected() && !ran.contains(it.key())).toList();
          boolean begun = changesets.stream().anyMatch(it -> ran.contains(it.key()));
          if (begun && !missing.isEmpty()) {
            throw new AdoptionRefusal(
                new AdoptionFault.InPart(
                    history.tool(),
                    history.table(),
                    RevisionHints.quoted(revision),
                    RevisionHints.listed(missing.stream().map(DeclaredChangeset::key).toList()),
                    missing.stream().anyMatch(DeclaredChangeset::conditional)));
          }
          if (begun) {
            whole.add(revision);
          }
        });
    return withEmptyAncestors(whole);
  }

  /** A revision without changesets to run, as a merge is, has run when something after it has. */
  private Set<String> withEmptyAncestors(Set<String> whole) {
    var all = new TreeSet<>(whole);
    graph.ancestorsOf(whole).stream()
        .filter(
            it ->
                byRevision.getOrDefault(it, List.of()).stream()
                    .noneMatch(DeclaredChangeset::expected))
        .forEach(all::add);
    return all;
  }
}
