package dev.schemamigration.source;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files of a source, from texts in a test. */
public final class SourceFiles {
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  public static SourceFiles files() {
    return new SourceFiles();
  }

  public SourceFiles with(String path, String content) {
    return with(path, content.getBytes(StandardCharsets.UTF_8));
  }

  SourceFiles with(String path, byte[] content) {
    files.put(path, content);
    return this;
  }

  /** A formatted SQL file with one harmless changeset below the given header lines. */
  public SourceFiles withHeader(String path, String... headerLines) {
    return with(
        path,
        "--liquibase formatted sql\n"
            + String.join("\n", headerLines)
            + "\n--changeset test:1\nSELECT 1;\n--rollback empty\n");
  }

  public Map<String, byte[]> bytes() {
    return files;
  }

  public Bundle read() {
    return BundleReader.read("test", files);
  }
}
