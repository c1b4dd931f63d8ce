package dev.schemamigration.database.wire;

import dev.schemamigration.database.wire.WireException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up a host name within a limit. The system's resolver takes as long as the name servers of
 * the domain like, up to a minute or more, and cannot be interrupted, so it works on a thread of
 * its own, which ends when the resolver gives up. The driver finds the address in the cache of the
 * Java runtime.
 */
public final class HostLookup {
  private final Resolver resolver;

  /** Finds the address of a name. */
  @FunctionalInterface
  interface Resolver {
    InetAddress find(String host) throws UnknownHostException;
  }

  /** Looks up with the system's resolver. */
  public HostLookup() {
    this(InetAddress::getByName);
  }

  HostLookup(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Waits for the address.
   *
   * @throws IOException when there is none, or none within the limit
   */
  public void await(String host, Duration limit) throws IOException {
    var found = new CompletableFuture<InetAddress>();
    Thread.ofPlatform().daemon().name("host-lookup").start(() -> find(host, found));
    try {
      found.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new WireException(
          Kind.NOT_OPENED, "the host name was not resolved within " + Wire.inWords(limit));
    } catch (ExecutionException e) {
      throw new UnknownHostException(host);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WireException(Kind.ABORTED, "interrupted while the host name was resolved");
    }
  }

  private void find(String host, CompletableFuture<InetAddress> found) {
    try {
      found.complete(resolver.find(host));
    } catch (UnknownHostException e) {
      found.completeExceptionally(e);
    }
  }
}
