package dev.schemamigration.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A free port of the loopback address. Whoever comes is served on a thread of its own, a platform
 * thread: those that carry virtual ones can all be taken by what a test runs.
 */
final class Doorway implements AutoCloseable {
  private final String name;
  private final Host host;
  private final ServerSocket listener;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();

  /** Serves those who come. */
  interface Host {
    /**
     * Speaks with a client until one of the two goes.
     *
     * @param number 1 for the first who came
     */
    void serve(Socket client, int number);
  }

  private Doorway(String name, Host host, ServerSocket listener) {
    this.name = name;
    this.host = host;
    this.listener = listener;
  }

  static Doorway open(String name, Host host) {
    try {
      var doorway =
          new Doorway(name, host, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofPlatform().daemon().name(name).start(doorway::accept);
      return doorway;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A database as a client sees it that comes this way. */
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
            .start(() -> host.serve(client, current));
      }
    } catch (IOException e) {
      // The listener was closed: nobody comes any more.
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
