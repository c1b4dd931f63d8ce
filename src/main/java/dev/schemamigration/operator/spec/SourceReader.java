package dev.schemamigration.operator.spec;

import dev.schemamigration.crd.v1alpha1.ConfigMapReference;
import dev.schemamigration.crd.v1alpha1.SourceSpec;
import dev.schemamigration.migration.api.Goal;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.operator.source.FetchedSource;
import dev.schemamigration.operator.source.SourceRef;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.fault.SourceFault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code spec.source}: first what it refers to, then what was fetched from there. */
final class SourceReader {
  private SourceReader() {}

  static SourceRef reference(@Nullable SourceSpec source) {
    var given = source == null ? List.<SourceRef>of() : given(source);
    if (given.size() != 1) {
      throw new UnusableSpecException(
          Reason.InvalidSpec,
          "spec.source: %s given; give exactly one of bundled, configMaps, inline"
              .formatted(given.isEmpty() ? "nothing is" : given.size() + " sources are"));
    }
    return given.getFirst();
  }

  /**
   * The bundle that was fetched, when it can serve the goal.
   *
   * @throws UnusableSpecException when it cannot
   */
  static Bundle bundle(FetchedSource fetched, Goal goal) {
    return switch (fetched) {
      case FetchedSource.Usable usable -> {
        goal.faultOf(usable.bundle()).ifPresent(SourceReader::refuse);
        yield usable.bundle();
      }
      case FetchedSource.Unusable unusable -> throw unusable(unusable.fault());
      case FetchedSource.Refused refused -> throw unusable(refused.fault());
    };
  }

  private static void refuse(SourceFault fault) {
    throw unusable(fault);
  }

  private static UnusableSpecException unusable(SourceFault fault) {
    return new UnusableSpecException(reason(fault), fault.message());
  }

  private static List<SourceRef> given(SourceSpec source) {
    return Stream.<Optional<SourceRef>>of(
            Optional.ofNullable(source.bundled()).map(SourceRef.Bundled::new),
            Optional.ofNullable(source.configMaps())
                .map(list -> list.stream().map(ConfigMapReference::name).toList())
                .map(SourceRef.ConfigMaps::new),
            Optional.ofNullable(source.inline()).map(SourceRef.Inline::new))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Reason reason(SourceFault fault) {
    return switch (fault) {
      case SourceFault.NotFound notFound -> Reason.SourceNotFound;
      case SourceFault.Empty empty -> Reason.SourceEmpty;
      case SourceFault.InvalidFile invalidFile -> Reason.InvalidSource;
      case SourceFault.InvalidFolder invalidFolder -> Reason.InvalidSource;
      case SourceFault.TooLarge tooLarge -> Reason.SourceTooLarge;
      case SourceFault.InvalidGraph invalidGraph -> Reason.InvalidGraph;
    };
  }
}
