package dev.schemamigration.database.wire;

import dev.schemamigration.database.wire.WireException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * Looks up a host name within a limit. The system's resolver takes as long as the name servers of
 * the domain like, up to a minute or more, and cannot be interrupted, so it works on a thread of
 * its own, which ends when the resolver gives up; however many wait for one name, there is one
 * thread. The driver finds the address in the cache of the Java runtime.
 */
public final class HostLookup {
  /** Of the whole process, with the system's resolver. */
  public static final HostLookup OF_PROCESS = new HostLookup(InetAddress::getByName);

  private static final long PERIOD_NANOS = 50_000_000;

  private final Resolver resolver;
  private final Map<String, CompletableFuture<InetAddress>> underWay = new ConcurrentHashMap<>();

  /** Finds the address of a name. */
  @FunctionalInterface
  interface Resolver {
    InetAddress find(String host) throws UnknownHostException;
  }

  HostLookup(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Waits for the address.
   *
   * @param unwanted whether nobody wants it any more
   * @throws IOException when there is none, or none within the limit
   */
  public void await(String host, Duration limit, BooleanSupplier unwanted) throws IOException {
    var found = underWay.computeIfAbsent(host, this::begin);
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (!unwanted.getAsBoolean()) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new WireException(
              Kind.NOT_OPENED, "the host name was not resolved within " + Wire.inWords(limit));
        }
        if (isFound(found, Math.min(left, PERIOD_NANOS))) {
          return;
        }
      }
      throw new WireException(Kind.ABORTED, "the connection was ended from this side");
    } catch (ExecutionException e) {
      throw new UnknownHostException(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WireException(Kind.ABORTED, "interrupted while the host name was resolved");
    }
  }

  private static boolean isFound(CompletableFuture<InetAddress> found, long nanos)
      throws ExecutionException, InterruptedException {
    try {
      found.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private CompletableFuture<InetAddress> begin(String host) {
    var found = new CompletableFuture<InetAddress>();
    Thread.ofPlatform().daemon().name("host-lookup").start(() -> find(host, found));
    return found;
  }

  private void find(String host, CompletableFuture<InetAddress> found) {
    try {
      found.complete(resolver.find(host));
    } catch (UnknownHostException | RuntimeException e) {
      found.completeExceptionally(e);
    } finally {
      underWay.remove(host, found);
    }
  }
}
