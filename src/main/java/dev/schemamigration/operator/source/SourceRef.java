package dev.schemamigration.operator.source;

import dev.schemamigration.operator.reference.ObjectContents;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.reference.WatchedKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refers to the revision files of a resource; a {@link SourceFetcher} fetches them. */
public sealed interface SourceRef {
  /** What it refers to, as statuses name it. */
  String kind();

  /** Which state of that, as far as the API server numbers it. */
  default Optional<String> revision(ReferenceSnapshot objects) {
    return Optional.empty();
  }

  /** A directory that is shipped with the operator. */
  record Bundled(String directory) implements SourceRef {
    public Bundled {
      Objects.requireNonNull(directory);
    }

    @Override
    public String kind() {
      return "Bundled";
    }
  }

  /** The values of ConfigMaps in the resource's namespace, all of them together one directory. */
  record ConfigMaps(List<String> names) implements SourceRef {
    public ConfigMaps {
      names = List.copyOf(names);
    }

    @Override
    public String kind() {
      return WatchedKind.CONFIG_MAP.name();
    }

    @Override
    public Optional<String> revision(ReferenceSnapshot objects) {
      return Optional.of(
          names.stream()
              .map(name -> name + "@" + version(name, objects))
              .collect(Collectors.joining(",")));
    }

    private static String version(String name, ReferenceSnapshot objects) {
      return objects.contents(WatchedKind.CONFIG_MAP, name).map(ObjectContents::version).orElse("");
    }
  }

  /** Texts in the spec itself, by file name. */
  record Inline(Map<String, String> files) implements SourceRef {
    public Inline {
      files = Map.copyOf(files);
    }

    @Override
    public String kind() {
      return "Inline";
    }
  }
}
