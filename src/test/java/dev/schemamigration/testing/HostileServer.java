package dev.schemamigration.testing;

import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.ConnectionUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What answers at a loopback port as its author likes: it speaks as much of the protocol of
 * Postgres as an attack needs. Remembers what clients sent.
 */
public final class HostileServer implements AutoCloseable {
  private final LoopbackServer listener;
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger clients = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  /** Serves one client; returning closes the connection. */
  @FunctionalInterface
  public interface Script {
    /** Serves a client that has just connected. */
    void play(HostilePeer peer) throws IOException;
  }

  private HostileServer(Script script) {
    listener = LoopbackServer.open("hostile", (socket, number) -> serve(socket, script));
  }

  /** A server that treats every client by {@code script}. */
  public static HostileServer playing(Script script) {
    return new HostileServer(script);
  }

  /**
   * A server that lets everybody in without a password and answers the inspection of an empty
   * database; what comes after that is up to {@code script}.
   *
   * @param script gets each query that is not answered yet; false closes the connection
   */
  public static HostileServer answering(QueryScript script) {
    return playing(
        peer -> {
          peer.startup();
          peer.letIn();
          for (var query = peer.query(); query.isPresent(); query = peer.query()) {
            if (!script.answer(peer, query.get())) {
              return;
            }
          }
        });
  }

  /** Answers queries. */
  @FunctionalInterface
  public interface QueryScript {
    /** Answers a query; false closes the connection. */
    boolean answer(HostilePeer peer, String query) throws IOException;
  }

  private void serve(Socket socket, Script script) {
    clients.incrementAndGet();
    open.incrementAndGet();
    try (socket) {
      script.play(new HostilePeer(socket, received));
    } catch (IOException e) {
      // The client has closed the connection.
    } finally {
      open.decrementAndGet();
    }
  }

  /** {@code host:port} of this server. */
  public String address() {
    return "127.0.0.1:" + listener.port();
  }

  /** The URL of a database of this server, with {@code parameters}. */
  public String url(String parameters) {
    return "postgresql://app:" + PASSWORD + "@" + address() + "/shop" + parameters;
  }

  /** Settings of a database of this server, from a URL with {@code parameters}. */
  public ConnectionSettings settings(String parameters) {
    return ConnectionUrl.fields(url(parameters)).settings();
  }

  /** The password in {@link #settings}. */
  public static final String PASSWORD = "Pa55w0rdOfTheSecret";

  /** What clients sent that a script has read, in their order. */
  public List<String> received() {
    return List.copyOf(received);
  }

  /** How many clients have connected. */
  public int clients() {
    return clients.get();
  }

  /** How many clients are connected. */
  public int connected() {
    return open.get();
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
