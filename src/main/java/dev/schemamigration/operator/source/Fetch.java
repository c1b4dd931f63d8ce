package dev.schemamigration.operator.source;

import dev.schemamigration.operator.reference.ReferenceSnapshot;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One fetch of the source of a resource.
 *
 * @param resource its qualified name
 * @param fingerprint of the resource and of what it refers to, when the fetch began
 * @param inputs what it reads once its turn comes; null from then on, and when it is superseded
 * @param result completed at the end
 */
record Fetch(
    String resource,
    String fingerprint,
    AtomicReference<@Nullable Inputs> inputs,
    CompletableFuture<FetchedSource> result) {
  private static final Logger LOG = System.getLogger(SourceFetcher.class.getName());

  /**
   * What is fetched.
   *
   * @param reading reads the objects that the resource refers to
   */
  record Inputs(SourceRef source, Supplier<ReferenceSnapshot> reading) {}

  /** Ends it with a result, or else with an unexpected exception. */
  void end(@Nullable FetchedSource source, @Nullable Throwable unexpected) {
    if (source == null) {
      result.completeExceptionally(Objects.requireNonNull(unexpected));
    } else {
      LOG.log(
          Level.DEBUG,
          "{0}: the source has the digest {1}",
          resource,
          source.digest().orElse("(not all files were found)"));
      result.complete(source);
    }
  }
}
