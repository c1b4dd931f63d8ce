package dev.schemamigration.operator.source;

import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Fetches sources in the background, one fetch for each state of a resource and of the objects that
 * it refers to. Files with the same name and digest are parsed once, for however many resources.
 *
 * <p>A fetch that waits for its turn holds none of the objects: it reads them again when its turn
 * comes. When they have changed by then, another fetch is begun.
 */
public final class SourceFetcher {
  /** The part of the heap that sources may take; their texts take up to twice their size. */
  private static final int PART_OF_HEAP = 8;

  private final Background background;
  private final BundleCache cache;
  private final Function<SourceFiles, Bundle> parser;
  private final ParsingMemory parsing =
      ParsingMemory.of(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  private final Map<String, Fetch> latest = new HashMap<>();

  /** What has been read and has no room yet is in memory once, however many fetches there are. */
  private final ReentrantLock reading = new ReentrantLock(true);

  /** Runs fetches, each of which occupies a thread until it ends. */
  public interface Background {
    /** Queues a fetch for a resource of a namespace. */
    void execute(String namespace, Runnable fetch);
  }

  /**
   * @param background runs fetches
   */
  public SourceFetcher(Background background) {
    this(
        background,
        new BundleCache(Runtime.getRuntime().maxMemory() / PART_OF_HEAP),
        SourceFiles::parse);
  }

  SourceFetcher(Background background, BundleCache cache, Function<SourceFiles, Bundle> parser) {
    this.background = background;
    this.cache = cache;
    this.parser = parser;
  }

  /**
   * The source of a resource, or empty while it is being fetched. Returns at once.
   *
   * @param resource its qualified name
   * @param objects what it refers to; another fingerprint begins another fetch
   * @param reading reads them again
   * @param whenDone called on another thread at the end of a fetch that this call began
   * @throws IllegalStateException when the fetch ended in an unexpected exception; the next call
   *     begins another one
   */
  public Optional<FetchedSource> fetch(
      String resource,
      SourceRef source,
      ReferenceSnapshot objects,
      Supplier<ReferenceSnapshot> reading,
      Runnable whenDone) {
    var next =
        new Fetch(
            resource,
            objects.fingerprint(),
            new AtomicReference<>(new Fetch.Inputs(source, reading)),
            new CompletableFuture<>());
    var fetch = latest(next);
    if (fetch != next) {
      return result(fetch);
    }
    next.result().whenComplete((result, unexpected) -> whenDone.run());
    background.execute(objects.namespace(), () -> run(next));
    return Optional.empty();
  }

  /** Drops what is kept for a resource that is gone. */
  public synchronized void forget(String resource) {
    letGo(latest.remove(resource));
    cache.release(resource);
  }

  private void run(Fetch fetch) {
    try {
      refuseSuperseded(fetch);
      var found = read(fetch);
      var files = found.files();
      var parse = found.parse();
      if (parse.isEmpty()) {
        fetch.end(new FetchedSource.Refused(noRoom(files)), null);
        return;
      }
      parse.get().run(() -> parsing.use(files.bytes(), () -> parser.apply(files)));
      parse.get().whenDone(fetch::end);
    } catch (SourceException e) {
      useNone(fetch);
      fetch.end(new FetchedSource.Unusable(Optional.empty(), e.fault()), null);
    } catch (RuntimeException | Error e) {
      fetch.end(null, e);
    }
  }

  /** The files, and their parse where there is room for it. */
  private record Found(SourceFiles files, Optional<SharedParse> parse) {}

  private Found read(Fetch fetch) {
    reading.lock();
    try {
      var files = files(fetch);
      return new Found(files, use(fetch, files));
    } finally {
      reading.unlock();
    }
  }

  private SourceFiles files(Fetch fetch) {
    var inputs = fetch.inputs().getAndSet(null);
    if (inputs == null) {
      throw new CancellationException();
    }
    var objects = inputs.reading().get();
    if (!objects.fingerprint().equals(fetch.fingerprint())) {
      drop(fetch);
      throw new CancellationException();
    }
    return SourceFiles.of(inputs.source(), objects);
  }

  private Optional<FetchedSource> result(Fetch fetch) {
    if (fetch.result().isCompletedExceptionally()) {
      drop(fetch);
      throw new IllegalStateException(
          "the source of %s could not be fetched".formatted(fetch.resource()),
          fetch.result().exceptionNow());
    }
    var result = Optional.ofNullable(fetch.result().getNow(null));
    if (result.orElse(null) instanceof FetchedSource.Refused) {
      drop(fetch);
    }
    return result;
  }

  private SourceFault noRoom(SourceFiles files) {
    return new SourceFault.TooLarge(
        files.name(),
        "has %d bytes, for which there is no room: the sources of a namespace may have %d bytes in the memory of the operator, less while others need it"
            .formatted(files.bytes(), cache.share()),
        "make it smaller, or have the operator's memory limit raised; it is read again when the resource changes or is annotated");
  }

  /** The latest fetch of a resource if it has the same fingerprint, otherwise {@code next}. */
  private synchronized Fetch latest(Fetch next) {
    var known = latest.get(next.resource());
    if (known != null && known.fingerprint().equals(next.fingerprint())) {
      return known;
    }
    latest.put(next.resource(), next);
    letGo(known);
    return next;
  }

  private static void letGo(@Nullable Fetch superseded) {
    if (superseded != null) {
      superseded.inputs().set(null);
    }
  }

  private synchronized void drop(Fetch fetch) {
    latest.remove(fetch.resource(), fetch);
  }

  private Optional<SharedParse> use(Fetch fetch, SourceFiles files) {
    var key = new SharedParse.Key(files.name(), files.digest());
    synchronized (this) {
      refuseSuperseded(fetch);
      return cache.use(fetch.resource(), key, files.bytes());
    }
  }

  private synchronized void useNone(Fetch fetch) {
    if (latest.get(fetch.resource()) == fetch) {
      cache.release(fetch.resource());
    }
  }

  /** Ends a fetch whose resource has changed or gone since: nobody reads its result. */
  private synchronized void refuseSuperseded(Fetch fetch) {
    if (latest.get(fetch.resource()) != fetch) {
      throw new CancellationException();
    }
  }
}
