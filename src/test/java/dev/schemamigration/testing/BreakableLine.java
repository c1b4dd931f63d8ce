package dev.schemamigration.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to a server that understands nothing of what passes, and breaks when a test says so: both
 * sides then get a reset, as when a firewall or a node in between is lost. New connections go
 * through again.
 */
public final class BreakableLine implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";

  private final TestDatabase database;
  private final ServerSocket listener;
  private final List<Socket> sockets = new ArrayList<>();

  private BreakableLine(TestDatabase database, ServerSocket listener) {
    this.database = database;
    this.listener = listener;
  }

  /** Starts one on a free port of the loopback address. */
  public static BreakableLine to(TestDatabase database) {
    try {
      var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      var line = new BreakableLine(database, listener);
      Thread.ofPlatform().daemon().name("breakable-line").start(line::accept);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database as a client sees it that comes this way. */
  public TestDatabase database() {
    return new TestDatabase(
        database.server(),
        LOOPBACK,
        listener.getLocalPort(),
        database.name(),
        database.user(),
        database.password());
  }

  /** Resets everything that is connected. */
  public synchronized void cut() {
    sockets.forEach(BreakableLine::reset);
    sockets.clear();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        Thread.ofPlatform().daemon().name("breakable-line-client").start(() -> serve(client));
      }
    } catch (IOException e) {
      // The listener was closed: the line is done.
    }
  }

  private void serve(Socket client) {
    try (client;
        var server = new Socket(LOOPBACK, database.port())) {
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
