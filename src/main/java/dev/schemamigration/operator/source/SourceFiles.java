package dev.schemamigration.operator.source;

import dev.schemamigration.operator.reference.ObjectContents;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.reference.WatchedKind;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.BundledDirectories;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import dev.schemamigration.text.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files of a source as they were read, not parsed yet.
 *
 * @param name of the source in messages, e.g. {@code ConfigMap app-migrations}
 * @param files content by path
 */
record SourceFiles(String name, Map<String, byte[]> files) {
  /** Characters of all ConfigMaps of a source. */
  static final long LIMIT = 16L << 20;

  private static final String CONFIG_MAPS = "spec.source.configMaps";

  SourceFiles {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * Reads the files that a source refers to.
   *
   * @param objects the objects that the resource refers to
   * @throws SourceException when they are not all there
   */
  static SourceFiles of(SourceRef source, ReferenceSnapshot objects) {
    return switch (source) {
      case SourceRef.Bundled bundled ->
          new SourceFiles(
              BundledDirectories.title(bundled.directory()),
              BundledDirectories.files(bundled.directory()));
      case SourceRef.ConfigMaps configMaps -> configMaps(configMaps.names(), objects);
      case SourceRef.Inline inline -> inline(inline.files());
    };
  }

  /** The digest of name and content of every file. */
  String digest() {
    var digest = new Digest();
    files.forEach(digest::add);
    return digest.hex();
  }

  /** The size of all files together. */
  long bytes() {
    return files.values().stream().mapToLong(content -> content.length).sum();
  }

  /**
   * Parses the files.
   *
   * @throws SourceException when they cannot be used
   */
  Bundle parse() {
    return BundleReader.read(name, files);
  }

  private static SourceFiles inline(Map<String, String> texts) {
    var files = new HashMap<String, byte[]>();
    texts.forEach((path, text) -> files.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return new SourceFiles("spec.source.inline", files);
  }

  private static SourceFiles configMaps(List<String> names, ReferenceSnapshot objects) {
    var origin = new HashMap<String, String>();
    var files = new HashMap<String, byte[]>();
    var maps = new LinkedHashMap<String, ObjectContents>();
    names.forEach(name -> maps.put(name, configMap(name, objects)));
    refuseTooMuch(maps.values());
    for (var name : names) {
      maps.get(name)
          .values()
          .forEach(
              (key, content) -> {
                var other = origin.put(key, name);
                if (other != null) {
                  throw duplicate(key, other, name);
                }
                files.put(key, content);
              });
    }
    return new SourceFiles(
        (names.size() == 1 ? "ConfigMap " : "ConfigMaps ") + String.join(", ", names), files);
  }

  /** Before any of it is copied. */
  private static void refuseTooMuch(Collection<ObjectContents> maps) {
    long size = maps.stream().mapToLong(ObjectContents::size).sum();
    if (size > LIMIT) {
      throw new SourceException(
          new SourceFault.TooLarge(
              CONFIG_MAPS,
              "hold %d characters together, more than the %d that the operator reads"
                  .formatted(size, LIMIT),
              "keep only revision files and what they refer to in them"));
    }
  }

  private static ObjectContents configMap(String name, ReferenceSnapshot objects) {
    return objects
        .contents(WatchedKind.CONFIG_MAP, name)
        .orElseThrow(
            () ->
                new SourceException(
                    new SourceFault.NotFound(
                        CONFIG_MAPS,
                        "there is no ConfigMap \"%s\" in namespace \"%s\""
                            .formatted(name, objects.namespace()),
                        "create it")));
  }

  private static SourceException duplicate(String key, String one, String other) {
    return new SourceException(
        new SourceFault.InvalidFolder(
            CONFIG_MAPS,
            "\"%s\" and \"%s\" both have a file \"%s\"".formatted(one, other, key),
            "rename one"));
  }
}
