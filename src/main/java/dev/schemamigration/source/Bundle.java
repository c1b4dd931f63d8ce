package dev.schemamigration.source;

import dev.schemamigration.revision.GraphFault;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.source.fault.QuotedText;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A set of revision files that form one history, with the files that their changelogs refer to. */
public final class Bundle {
  private static final Comparator<RevisionFile> BY_NAME =
      (one, other) ->
          Arrays.compare(one.path().codePoints().toArray(), other.path().codePoints().toArray());

  private final String name;
  private final List<RevisionFile> files;
  private final Map<String, byte[]> resources;
  private final Optional<String> template;
  private final Map<String, RevisionFile> byId = new HashMap<>();
  private final Map<String, String> digests = new HashMap<>();

  /**
   * @param name for messages, e.g. {@code ConfigMap app-migrations}
   * @param files in load order
   * @param resources the other files of the folder, by relative path, for changelogs that refer to
   *     them
   * @param template of new revisions, if the folder has its own
   */
  public Bundle(
      String name,
      List<RevisionFile> files,
      Map<String, byte[]> resources,
      Optional<String> template) {
    this.name = Objects.requireNonNull(name);
    this.files = List.copyOf(files);
    this.resources = Map.copyOf(resources);
    this.template = Objects.requireNonNull(template);
    this.files.forEach(it -> byId.putIfAbsent(it.id(), it));
    byId.forEach((id, file) -> digests.put(id, file.sha256()));
  }

  /** The name of the source in messages. */
  public String name() {
    return name;
  }

  /** The revision files, in load order. */
  public List<RevisionFile> files() {
    return files;
  }

  /** The other files, by relative path. */
  public Map<String, byte[]> resources() {
    return resources;
  }

  /** The template of new revisions, if the folder has its own. */
  public Optional<String> template() {
    return template;
  }

  /** The fault of a source without any revision, with what it holds instead. */
  public Optional<SourceFault> emptiness() {
    return files.isEmpty()
        ? Optional.of(EmptySource.fault(name, resources.keySet(), template.isPresent()))
        : Optional.empty();
  }

  /**
   * The graph of these files alone.
   *
   * @throws SourceException when they form none, e.g. because a parent is in no file
   */
  public RevisionGraph graph() {
    try {
      return RevisionGraph.of(byName().map(RevisionFile::revision).toList());
    } catch (RevisionException e) {
      throw e.fault() instanceof GraphFault fault ? new SourceException(named(fault)) : e;
    }
  }

  /**
   * The order in which Alembic loads the same files, which breaks ties in its graph: by their
   * names, character by character. What follows what does not depend on it.
   */
  private Stream<RevisionFile> byName() {
    return files.stream().sorted(BY_NAME);
  }

  /**
   * The revisions in the order of {@link #graph()}, reconciled with those that a database has
   * archived. Parents that a file declares take precedence over archived ones; archived ones take
   * precedence over parents that were inferred from the order of the files, for older files may
   * have been removed since.
   *
   * @param archived by id
   */
  public List<Revision> revisionsBeside(Map<String, Revision> archived) {
    return byName()
        .map(
            file ->
                archived.containsKey(file.id())
                    ? file.revisionBeside(archived.get(file.id()))
                    : file.revision())
        .toList();
  }

  /** The fault as a fault of this source, with the files of the revisions that it names. */
  public SourceFault named(GraphFault fault) {
    return new SourceFault.InvalidGraph(name, fault.message(this::described));
  }

  private String described(String revisionId) {
    return "revision %s (%s)"
        .formatted(
            QuotedText.of(revisionId),
            find(revisionId).map(RevisionFile::path).orElse("no longer in the source"));
  }

  /**
   * Whether the file of a revision is there and has another checksum. The checksums are computed
   * once, because every inspection asks for all of them.
   */
  public boolean isEdited(String revisionId, String sha256) {
    var digest = digests.get(revisionId);
    return digest != null && !digest.equals(sha256);
  }

  /** The file of a revision. */
  public Optional<RevisionFile> find(String revisionId) {
    return Optional.ofNullable(byId.get(revisionId));
  }
}
