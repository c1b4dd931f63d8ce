package dev.schemamigration.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server socket on a free loopback port. Each client is served on a platform thread of its own,
 * because what a test runs may occupy all carriers of virtual threads.
 */
final class LoopbackServer implements AutoCloseable {
  private final String name;
  private final Handler handler;
  private final ServerSocket listener;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();

  /** Serves clients. */
  interface Handler {
    /**
     * Serves a client until one side closes the connection.
     *
     * @param number 1 for the first client
     */
    void serve(Socket client, int number);
  }

  private LoopbackServer(String name, Handler handler, ServerSocket listener) {
    this.name = name;
    this.handler = handler;
    this.listener = listener;
  }

  static LoopbackServer open(String name, Handler handler) {
    try {
      var server =
          new LoopbackServer(
              name, handler, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofPlatform().daemon().name(name).start(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The connection data of a database through this port. */
  TestDatabase to(TestDatabase database) {
    return new TestDatabase(
        database.server(),
        "127.0.0.1",
        port(),
        database.name(),
        database.user(),
        database.password());
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      for (int number = 1; ; number++) {
        var client = listener.accept();
        int current = number;
        clients.add(client);
        Thread.ofPlatform()
            .daemon()
            .name(name + "-client")
            .start(() -> handler.serve(client, current));
      }
    } catch (IOException e) {
      // The listener was closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var client : clients) {
      client.close();
    }
  }
}
