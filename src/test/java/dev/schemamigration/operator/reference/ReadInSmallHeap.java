package dev.schemamigration.operator.reference;

import dev.schemamigration.operator.Given;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The program of {@link ReferenceMemoryTest}: the largest resources of many namespaces are read at
 * the same time, as reconciliations do it, in whatever heap this process has.
 */
final class ReadInSmallHeap {
  private static final int AT_ONCE = 12;
  private static final int OBJECTS = 31;

  private ReadInSmallHeap() {}

  public static void main(String[] arguments) throws Exception {
    var memory = ReferenceMemory.of(Runtime.getRuntime().maxMemory());
    var names =
        IntStream.range(0, OBJECTS)
            .mapToObj("{name: m%d}"::formatted)
            .collect(Collectors.joining(","));
    var resource = Given.resource("source: {configMaps: [" + names + "]}");
    ObjectLookup lookup =
        (kind, namespace, name) ->
            Optional.of(
                ObjectContents.of("1", Map.of("001_a.sql", "-".repeat((1 << 20) - 100)), null));
    Callable<String> reconciliation =
        () -> memory.use(resource, () -> ReferenceSnapshot.take(resource, lookup).fingerprint());
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var one : threads.invokeAll(Collections.nCopies(AT_ONCE, reconciliation))) {
        one.get();
      }
    }
  }
}
