package dev.schemamigration.engine.liquibase;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import liquibase.resource.AbstractResourceAccessor;
import liquibase.resource.OpenOptions;
import liquibase.resource.Resource;

/**
 * Gives Liquibase access to the files of a bundle, in memory, and to nothing else: neither disk nor
 * class path nor network.
 */
public final class BundleResourceAccessor extends AbstractResourceAccessor {
  private final Map<String, byte[]> shared;
  private final Map<String, byte[]> own;
  private final TreeSet<String> read = new TreeSet<>();

  public BundleResourceAccessor(Map<String, byte[]> files) {
    this(files, Map.of());
  }

  private BundleResourceAccessor(Map<String, byte[]> shared, Map<String, byte[]> own) {
    this.shared = Map.copyOf(shared);
    this.own = own;
  }

  /** Returns an accessor to these files, with one added or replaced. */
  public BundleResourceAccessor with(String path, String content) {
    return new BundleResourceAccessor(
        shared, Map.of(path, content.getBytes(StandardCharsets.UTF_8)));
  }

  private Optional<byte[]> find(String path) {
    return Optional.ofNullable(own.getOrDefault(path, shared.get(path)));
  }

  /** Reads a file, which then counts as opened; empty when there is none. */
  public Optional<byte[]> read(String path) {
    var normal = normal(path);
    var content = find(normal);
    content.ifPresent(it -> read.add(normal));
    return content;
  }

  /** Returns the files that were opened, without {@code except}. */
  public Map<String, byte[]> opened(String except) {
    var opened = new TreeMap<String, byte[]>();
    read.stream()
        .filter(path -> !path.equals(except))
        .forEach(path -> opened.put(path, find(path).orElseThrow()));
    return opened;
  }

  @Override
  public List<Resource> search(String path, boolean recursive) {
    var folder = normal(path);
    var prefix = folder.isEmpty() ? "" : folder + "/";
    return Stream.concat(shared.keySet().stream(), own.keySet().stream())
        .distinct()
        .filter(it -> it.startsWith(prefix))
        .filter(it -> recursive || it.indexOf('/', prefix.length()) < 0)
        .sorted()
        .<Resource>map(MemoryFile::new)
        .toList();
  }

  @Override
  public List<Resource> getAll(String path) {
    var normal = normal(path);
    return find(normal).isPresent() ? List.of(new MemoryFile(normal)) : List.of();
  }

  /** Returns missing files too: Liquibase requests every text that could be the name of a file. */
  @Override
  public Resource get(String path) {
    return new MemoryFile(normal(path));
  }

  @Override
  public List<String> describeLocations() {
    return Collections.singletonList("the migration's own files");
  }

  @Override
  public void close() {
    // nothing is open
  }

  /** Resolves {@code .} and {@code ..}; a path that leads out of the files matches none of them. */
  private static String normal(String path) {
    var steps = new ArrayDeque<String>();
    for (var step : path.replaceFirst("^classpath:", "").replace('\\', '/').split("/")) {
      if (step.equals("..") && !steps.isEmpty() && !steps.getLast().equals("..")) {
        steps.removeLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.addLast(step);
      }
    }
    return String.join("/", steps);
  }

  private static String encode(String path) {
    var encoded = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || "/._-~".indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  private final class MemoryFile implements Resource {
    private final String path;

    private MemoryFile(String path) {
      this.path = path;
    }

    @Override
    public String getPath() {
      return path;
    }

    @Override
    public InputStream openInputStream() throws IOException {
      var bytes = find(path).orElseThrow(() -> new FileNotFoundException(path));
      read.add(path);
      return new ByteArrayInputStream(bytes);
    }

    @Override
    public boolean isWritable() {
      return false;
    }

    @Override
    public boolean exists() {
      return find(path).isPresent();
    }

    @Override
    public Resource resolve(String other) {
      return new MemoryFile(normal(path + "/" + other));
    }

    @Override
    public Resource resolveSibling(String other) {
      int slash = path.lastIndexOf('/');
      return new MemoryFile(normal(path.substring(0, slash + 1) + other));
    }

    @Override
    public OutputStream openOutputStream(OpenOptions openOptions) throws IOException {
      throw new IOException("the migration's files cannot be written: " + path);
    }

    @Override
    public URI getUri() {
      return URI.create("memory:/" + encode(path));
    }
  }
}
