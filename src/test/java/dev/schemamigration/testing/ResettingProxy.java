package dev.schemamigration.testing;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP proxy in front of a server that resets its connections on demand, as when a firewall or a
 * node in between is lost. New connections go through again.
 */
public final class ResettingProxy implements AutoCloseable {
  private final TestDatabase database;
  private final List<Socket> sockets = new ArrayList<>();
  private final LoopbackServer server;

  private ResettingProxy(TestDatabase database) {
    this.database = database;
    this.server = LoopbackServer.open("breakable-line", (client, number) -> serve(client));
  }

  /** Starts one on a free port of the loopback address. */
  public static ResettingProxy to(TestDatabase database) {
    return new ResettingProxy(database);
  }

  /** The database as a client sees it that comes this way. */
  public TestDatabase database() {
    return server.to(database);
  }

  /** Resets everything that is connected. */
  public synchronized void cut() {
    sockets.forEach(ResettingProxy::reset);
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    cut();
    server.close();
  }

  private void serve(Socket client) {
    try (client;
        var server = new Socket(database.host(), database.port())) {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      remember(client, server);
      Thread.ofPlatform().daemon().name("breakable-line-server").start(() -> pass(server, client));
      client.getInputStream().transferTo(server.getOutputStream());
    } catch (IOException e) {
      // One side went away: so does the other.
    }
  }

  private synchronized void remember(Socket client, Socket server) {
    sockets.removeIf(Socket::isClosed);
    sockets.add(client);
    sockets.add(server);
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side went away: so does the other.
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }
}
