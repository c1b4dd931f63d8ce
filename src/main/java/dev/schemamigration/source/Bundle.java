package dev.schemamigration.source;

import dev.schemamigration.revision.GraphFault;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionFault;
import dev.schemamigration.revision.RevisionGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Revision files that belong together.
 *
 * @param name for messages, e.g. {@code ConfigMap app-migrations}
 * @param files in load order
 * @param resources the other files of the folder, by relative path, for changelogs that refer to
 *     them
 * @param template what a new revision starts from, if the folder brings its own
 */
public record Bundle(
    String name,
    List<RevisionFile> files,
    Map<String, byte[]> resources,
    Optional<String> template) {
  public Bundle {
    Objects.requireNonNull(name);
    Objects.requireNonNull(template);
    files = List.copyOf(files);
    resources = Map.copyOf(resources);
  }

  /**
   * The graph of these files alone.
   *
   * @throws SourceException when they make none, e.g. because a parent is in no file
   */
  public RevisionGraph graph() {
    return graphWith(List.of());
  }

  /**
   * The graph of these files and of what the database has archived. A file counts more than an
   * archived revision of the same id, with one exception: parents that were only concluded from the
   * order of the files yield to those under which the revision was applied, for older files may
   * have been taken away since.
   *
   * @param archived oldest first
   * @throws SourceException when together they make none
   */
  public RevisionGraph graphWith(List<Revision> archived) {
    var applied = new LinkedHashMap<String, Revision>();
    archived.forEach(revision -> applied.put(revision.id(), revision));
    var ours = files.stream().map(file -> merged(file, applied.remove(file.id()))).toList();
    var union = new ArrayList<Revision>();
    applied.values().forEach(revision -> union.add(withoutLabelsOf(ours, revision)));
    union.addAll(ours);
    try {
      return RevisionGraph.of(union);
    } catch (RevisionException e) {
      throw new SourceException(new SourceFault.InvalidGraph(name, wording(e.fault())));
    }
  }

  private static Revision merged(RevisionFile file, @Nullable Revision archived) {
    var ours = file.revision();
    return archived == null || file.declaresParents()
        ? ours
        : new Revision(
            ours.id(),
            archived.downRevisions(),
            ours.branchLabels(),
            ours.dependsOn(),
            ours.message());
  }

  /** A label may have moved on to another revision after the archived one left the source. */
  private static Revision withoutLabelsOf(List<Revision> ours, Revision archived) {
    return new Revision(
        archived.id(),
        archived.downRevisions(),
        archived.branchLabels().stream()
            .filter(label -> ours.stream().noneMatch(r -> r.branchLabels().contains(label)))
            .toList(),
        archived.dependsOn(),
        archived.message());
  }

  private String wording(RevisionFault fault) {
    return fault instanceof GraphFault graphFault
        ? graphFault.message(this::described)
        : fault.message();
  }

  private String described(String revisionId) {
    return "revision %s (%s)"
        .formatted(
            Quoted.of(revisionId), find(revisionId).map(RevisionFile::path).orElse("archived"));
  }

  /** The file of a revision. */
  public Optional<RevisionFile> find(String revisionId) {
    return files.stream().filter(file -> file.id().equals(revisionId)).findFirst();
  }
}
