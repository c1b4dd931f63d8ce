package dev.schemamigration.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small pooler that implements Postgres' protocol: it lends server processes to clients for a
 * transaction, or for as long as the client stays, and announces process numbers of its own. All
 * clients work as the superuser, without a password.
 */
public final class PoolingProxy implements AutoCloseable {
  private static final Set<Integer> ENCRYPTION_REQUESTS = Set.of(80877103, 80877104);
  private static final int PROTOCOL_MAJOR = 3;

  /** When a server process goes back to the pool. */
  public enum Mode {
    /** When the client leaves. */
    SESSION,
    /** At the end of each transaction. */
    TRANSACTION
  }

  private final TestDatabase database;
  private final Mode mode;
  private final ConcurrentLinkedDeque<Peer> idle = new ConcurrentLinkedDeque<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger serial = new AtomicInteger(1_000_000_000);
  private final LoopbackServer server;

  private PoolingProxy(TestDatabase database, Mode mode) {
    this.database = database;
    this.mode = mode;
    this.server = LoopbackServer.open("pooling-proxy", (client, number) -> serve(client));
  }

  /** Starts one in front of a database, on a free port of the loopback address. */
  public static PoolingProxy inFrontOf(TestDatabase database, Mode mode) {
    return new PoolingProxy(database, mode);
  }

  /** The database as a client sees it through the pooler. */
  public TestDatabase database() {
    return server.to(database);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : sockets) {
      socket.close();
    }
  }

  private void serve(Socket socket) {
    try (var client = new Peer(socket)) {
      if (greet(client)) {
        relay(client);
      }
    } catch (IOException e) {
      // The client, or the server behind it, went away: so does the other one.
    }
  }

  /** Answers for the server until the client is logged in; false when it only wants to cancel. */
  private boolean greet(Peer client) throws IOException {
    while (true) {
      var length = client.in.readInt();
      var code = client.in.readInt();
      client.in.skipNBytes(length - 8L);
      if (ENCRYPTION_REQUESTS.contains(code)) {
        client.out.writeByte('N');
        client.out.flush();
      } else if (code >>> 16 != PROTOCOL_MAJOR) {
        return false;
      } else {
        break;
      }
    }
    var server = borrow();
    client.write(new Message('R', new byte[4]));
    for (var status : server.greeting) {
      client.write(status);
    }
    client.write(new Message('K', key(serial.incrementAndGet())));
    client.write(new Message('Z', new byte[] {'I'}));
    client.out.flush();
    idle.push(server);
    return true;
  }

  private void relay(Peer client) throws IOException {
    Peer server = null;
    try {
      while (true) {
        var message = client.read();
        if (message.type == 'X') {
          return;
        }
        server = server == null ? borrow() : server;
        server.write(message);
        if ("QSF".indexOf(message.type) >= 0) {
          server.out.flush();
          var state = answer(server, client);
          if (state == 'I' && mode == Mode.TRANSACTION) {
            idle.push(server);
            server = null;
          }
        }
      }
    } finally {
      if (server != null) {
        server.close();
      }
    }
  }

  /** Hands the server's words on until it is ready again; answers its transaction state. */
  private static char answer(Peer server, Peer client) throws IOException {
    while (true) {
      var message = server.read();
      client.write(message);
      if (message.type == 'Z') {
        client.out.flush();
        return (char) message.body[0];
      }
      if (message.type == 'E') {
        client.out.flush();
      }
    }
  }

  private Peer borrow() throws IOException {
    var free = idle.poll();
    return free != null ? free : connect();
  }

  private Peer connect() throws IOException {
    var server = new Peer(new Socket(database.host(), database.port()));
    var parameters = "user\0postgres\0database\0" + database.name() + "\0\0";
    var bytes = parameters.getBytes(StandardCharsets.UTF_8);
    server.out.writeInt(bytes.length + 8);
    server.out.writeInt(PROTOCOL_MAJOR << 16);
    server.out.write(bytes);
    server.out.flush();
    for (var message = server.read(); message.type != 'Z'; message = server.read()) {
      if (message.type == 'E') {
        throw new IOException(new String(message.body, StandardCharsets.UTF_8));
      }
      if (message.type == 'S') {
        server.greeting.add(message);
      }
    }
    return server;
  }

  private static byte[] key(int process) {
    return ByteBuffer.allocate(8).putInt(process).putInt(0).array();
  }

  private record Message(char type, byte[] body) {}

  /** One end of the wire. */
  private final class Peer implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final List<Message> greeting = new ArrayList<>();

    Peer(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      sockets.add(socket);
    }

    Message read() throws IOException {
      var type = in.read();
      if (type < 0) {
        throw new EOFException();
      }
      var body = new byte[in.readInt() - 4];
      in.readFully(body);
      return new Message((char) type, body);
    }

    void write(Message message) throws IOException {
      out.writeByte(message.type);
      out.writeInt(message.body.length + 4);
      out.write(message.body);
    }

    @Override
    public void close() throws IOException {
      sockets.remove(socket);
      socket.close();
    }
  }
}
