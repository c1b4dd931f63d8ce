package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.ConfigMapReference;
import dev.schemamigration.crd.v1alpha1.SourceSpec;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.operator.reference.WatchedKind;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.BundledDirectories;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a bundle of {@code spec.source}. */
final class SourceReader {
  private final ReferenceSnapshot snapshot;

  SourceReader(ReferenceSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  Bundle read(@Nullable SourceSpec source) {
    var given = source == null ? List.<Supplier<Bundle>>of() : given(source);
    if (given.size() != 1) {
      throw new UnusableSpecException(
          Reason.InvalidSpec,
          "spec.source: %s given; give exactly one of bundled, configMaps, inline"
              .formatted(given.isEmpty() ? "nothing is" : given.size() + " sources are"));
    }
    try {
      return given.getFirst().get();
    } catch (SourceException e) {
      throw new UnusableSpecException(reason(e.fault()), e.fault().message());
    }
  }

  private List<Supplier<Bundle>> given(SourceSpec source) {
    return Stream.of(
            Optional.ofNullable(source.bundled())
                .<Supplier<Bundle>>map(name -> () -> BundledDirectories.read(name)),
            Optional.ofNullable(source.configMaps())
                .<Supplier<Bundle>>map(references -> () -> configMaps(references)),
            Optional.ofNullable(source.inline())
                .<Supplier<Bundle>>map(files -> () -> inline(files)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Reason reason(SourceFault fault) {
    return switch (fault) {
      case SourceFault.NotFound notFound -> Reason.SourceNotFound;
      case SourceFault.InvalidFile invalidFile -> Reason.InvalidSource;
      case SourceFault.InvalidFolder invalidFolder -> Reason.InvalidSource;
      case SourceFault.InvalidGraph invalidGraph -> Reason.InvalidGraph;
    };
  }

  private static Bundle inline(Map<String, String> files) {
    var bytes = new HashMap<String, byte[]>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return BundleReader.read("spec.source.inline", bytes);
  }

  private Bundle configMaps(List<ConfigMapReference> references) {
    var origin = new HashMap<String, String>();
    var files = new HashMap<String, byte[]>();
    for (var reference : references) {
      configMap(reference.name())
          .forEach(
              (key, content) -> {
                var other = origin.put(key, reference.name());
                if (other != null) {
                  throw twice(key, other, reference.name());
                }
                files.put(key, content);
              });
    }
    return BundleReader.read(bundleName(references), files);
  }

  private Map<String, byte[]> configMap(String name) {
    return snapshot
        .contents(WatchedKind.CONFIG_MAP, name)
        .orElseThrow(
            () ->
                new UnusableSpecException(
                    Reason.SourceNotFound,
                    "spec.source.configMaps: there is no ConfigMap \"%s\" in namespace \"%s\"; create it"
                        .formatted(name, snapshot.namespace())));
  }

  private static UnusableSpecException twice(String key, String one, String other) {
    return new UnusableSpecException(
        Reason.InvalidSource,
        "spec.source.configMaps: \"%s\" and \"%s\" both have a file \"%s\"; rename one"
            .formatted(one, other, key));
  }

  private static String bundleName(List<ConfigMapReference> references) {
    return (references.size() == 1 ? "ConfigMap " : "ConfigMaps ")
        + references.stream().map(ConfigMapReference::name).collect(Collectors.joining(", "));
  }
}
