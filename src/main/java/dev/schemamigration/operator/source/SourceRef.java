package dev.schemamigration.operator.source;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Refers to the revision files of a resource; a {@link SourceFetcher} fetches them. */
public sealed interface SourceRef {

  /** A directory that is shipped with the operator. */
  record Bundled(String directory) implements SourceRef {
    public Bundled {
      Objects.requireNonNull(directory);
    }
  }

  /** The values of ConfigMaps in the resource's namespace, all of them together one directory. */
  record ConfigMaps(List<String> names) implements SourceRef {
    public ConfigMaps {
      names = List.copyOf(names);
    }
  }

  /** Texts in the spec itself, by file name. */
  record Inline(Map<String, String> files) implements SourceRef {
    public Inline {
      files = Map.copyOf(files);
    }
  }
}
