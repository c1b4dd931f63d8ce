package dev.schemamigration.source;

import dev.schemamigration.source.fault.FileLocation;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.file.FileRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Collects the files below a directory without following a link out of it. */
final class FolderWalk {
  /** The link that the kubelet switches to replace a mounted ConfigMap or Secret as a whole. */
  private static final String SNAPSHOT = "..data";

  private final String source;
  private final Path root;
  private final SourceBudget budget;
  private final Map<String, byte[]> files = new HashMap<>();
  private final Deque<Path> open = new ArrayDeque<>();

  private FolderWalk(String source, Path root) {
    this.source = source;
    this.root = root;
    this.budget = new SourceBudget(source);
  }

  /**
   * The files by path below the root, without the ignored ones.
   *
   * @param root a real path
   */
  static Map<String, byte[]> filesOf(String source, Path root) throws IOException {
    var walk = new FolderWalk(source, root);
    var snapshot = root.resolve(SNAPSHOT);
    walk.enter(
        "", Files.isDirectory(snapshot) ? walk.inside(SNAPSHOT, snapshot.toRealPath()) : root);
    return walk.files;
  }

  private void enter(String path, Path folder) throws IOException {
    if (open.contains(folder)) {
      throw fault(path, "links back to a folder above it", "remove the link");
    }
    if (open.size() > SourceLimits.DEPTH) {
      throw fault(path, "lies more than %d folders deep".formatted(SourceLimits.DEPTH), "move it");
    }
    open.push(folder);
    try (var entries = Files.newDirectoryStream(folder)) {
      for (var entry : entries) {
        visit(path, entry);
      }
    }
    open.pop();
  }

  private void visit(String parent, Path entry) throws IOException {
    var name = entry.getFileName().toString();
    if (FileRole.isIgnored(name)) {
      return;
    }
    var path = parent.isEmpty() ? name : parent + "/" + name;
    var real = inside(path, entry.toRealPath());
    if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
      enter(path, real);
    } else if (Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
      files.put(path, content(path, real));
    } else {
      throw fault(path, "is not a regular file", "remove it");
    }
  }

  private byte[] content(String path, Path real) throws IOException {
    budget.spend(path, Files.size(real));
    try (var input = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
      return input.readNBytes((int) SourceLimits.FILE_BYTES + 1);
    }
  }

  private Path inside(String path, Path real) {
    if (!real.startsWith(root)) {
      throw fault(path, "leads out of the folder", "copy what it links to into the folder");
    }
    return real;
  }

  private SourceException fault(String path, String what, String remedy) {
    return new FileLocation(source, path).fault(what, remedy);
  }
}
