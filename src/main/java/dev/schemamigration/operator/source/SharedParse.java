package dev.schemamigration.operator.source;

import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.fault.SourceException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The parse of one set of files, shared by all resources whose source consists of these files. */
final class SharedParse {

  /**
   * Equal for equal bundles.
   *
   * @param name part of a bundle and of every message about it
   */
  record Key(String name, String digest) {}

  private final Key key;
  private final long bytes;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<FetchedSource> result = new CompletableFuture<>();

  /**
   * @param bytes size of the files
   */
  SharedParse(Key key, long bytes) {
    this.key = key;
    this.bytes = bytes;
  }

  long bytes() {
    return bytes;
  }

  /** Parses on this thread, unless that has been begun before. */
  void run(Supplier<Bundle> parser) {
    if (begun.compareAndSet(false, true)) {
      try {
        result.complete(parsed(parser));
      } catch (RuntimeException | Error e) {
        result.completeExceptionally(e);
      }
    }
  }

  /** Whether it ended in an unexpected exception, so that another attempt may succeed. */
  boolean failed() {
    return result.isCompletedExceptionally();
  }

  /** Hands the result, or an unexpected exception, to {@code receiver} once it is there. */
  void whenDone(BiConsumer<@Nullable FetchedSource, @Nullable Throwable> receiver) {
    result.whenComplete(receiver);
  }

  private FetchedSource parsed(Supplier<Bundle> parser) {
    var digest = Optional.of(key.digest());
    try {
      return new FetchedSource.Usable(digest, parser.get());
    } catch (SourceException e) {
      return new FetchedSource.Unusable(digest, e.fault());
    }
  }
}
