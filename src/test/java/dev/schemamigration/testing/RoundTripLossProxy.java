package dev.schemamigration.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/**
 * A proxy between a client and Postgres that parses enough of the protocol to recognise each round
 * trip of the first connection, and loses the connection at the one that a test chooses.
 */
public final class RoundTripLossProxy implements AutoCloseable {
  private static final int ENCRYPTION_REQUEST_TLS = 80877103;
  private static final int ENCRYPTION_REQUEST_GSS = 80877104;
  private static final int PROTOCOL_MAJOR = 3;

  /** What happens to a round trip. */
  public enum Fate {
    /** It goes through. */
    PASSES,
    /** The connection breaks before the server has seen anything of it. */
    LOST_BEFORE,
    /** The client is gone once the server has the request, and the server notices. */
    LOST_DURING,
    /** The server does it and answers, and the answer is lost. */
    LOST_AFTER,
    /** Packets are dropped silently from now on, on this connection and on new ones. */
    HANGS
  }

  private final TestDatabase database;
  private final BiFunction<Integer, String, Fate> fates;
  private final int watchedConnections;
  private final List<Socket> servers = new CopyOnWriteArrayList<>();
  private final List<String> roundTrips = new CopyOnWriteArrayList<>();
  private final AtomicBoolean cut = new AtomicBoolean();
  private final LoopbackServer server;

  private RoundTripLossProxy(
      TestDatabase database, BiFunction<Integer, String, Fate> fates, int watchedConnections) {
    this.database = database;
    this.fates = fates;
    this.watchedConnections = watchedConnections;
    this.server = LoopbackServer.open("cutting-proxy", this::serve);
  }

  /**
   * Starts one on a free port of the loopback address.
   *
   * @param fates of the round trips after the login, the first being 1
   */
  public static RoundTripLossProxy inFrontOf(TestDatabase database, IntFunction<Fate> fates) {
    return new RoundTripLossProxy(database, (number, asked) -> fates.apply(number), 1);
  }

  /** Starts one that loses round trips in which a statement contains {@code text}. */
  public static RoundTripLossProxy atStatement(TestDatabase database, String text, Fate fate) {
    return new RoundTripLossProxy(
        database, (number, asked) -> asked.contains(text) ? fate : Fate.PASSES, Integer.MAX_VALUE);
  }

  /** The database as a client sees it through the proxy. */
  public TestDatabase database() {
    return server.to(database);
  }

  /** What the client asked for in each round trip, the statements joined by a bar. */
  public List<String> roundTrips() {
    return List.copyOf(roundTrips);
  }

  /** Whether the connection was lost on purpose. */
  public boolean hasCut() {
    return cut.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var server : servers) {
      server.close();
    }
  }

  private void serve(Socket client, int number) {
    if (cut.get()) {
      return;
    }
    try (client;
        var server = new Socket(database.host(), database.port())) {
      servers.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      new Line(client, server, number <= watchedConnections).relay();
    } catch (IOException e) {
      // One side went away: so does the other.
    }
  }

  private final class Line {
    private final Socket client;
    private final Socket server;
    private final boolean watched;
    private final DataInputStream fromClient;
    private final DataOutputStream toServer;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private final StringBuilder asked = new StringBuilder();
    private volatile boolean swallow;

    Line(Socket client, Socket server, boolean watched) throws IOException {
      this.client = client;
      this.server = server;
      this.watched = watched;
      this.fromClient = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      this.toServer = new DataOutputStream(server.getOutputStream());
    }

    void relay() throws IOException {
      if (!begin()) {
        return;
      }
      Thread.ofPlatform().daemon().name("cutting-proxy-server").start(this::answers);
      while (true) {
        int type = fromClient.readUnsignedByte();
        var body = body(fromClient);
        write(new DataOutputStream(pending), type, body);
        note(type, body);
        if (type == 'Q' || type == 'S') {
          roundTrip();
        } else if (type == 'p' || type == 'X') {
          forward();
        }
      }
    }

    /** Forwards the start of the connection; false for a cancel request, which is one message. */
    private boolean begin() throws IOException {
      while (true) {
        int length = fromClient.readInt();
        int code = fromClient.readInt();
        var rest = fromClient.readNBytes(length - 8);
        if (code == ENCRYPTION_REQUEST_TLS || code == ENCRYPTION_REQUEST_GSS) {
          client.getOutputStream().write('N');
          client.getOutputStream().flush();
          continue;
        }
        toServer.writeInt(length);
        toServer.writeInt(code);
        toServer.write(rest);
        toServer.flush();
        if (code >>> 16 != PROTOCOL_MAJOR) {
          server.getInputStream().readAllBytes();
          return false;
        }
        return true;
      }
    }

    private void note(int type, byte[] body) {
      if (type == 'Q' || type == 'P') {
        var text = new String(body, StandardCharsets.UTF_8);
        var parts = text.split("\0", -1);
        asked.append(asked.isEmpty() ? "" : " | ").append(type == 'Q' ? parts[0] : parts[1]);
      }
    }

    private void roundTrip() throws IOException {
      if (!watched) {
        forward();
        return;
      }
      roundTrips.add(asked.toString());
      asked.setLength(0);
      switch (fates.apply(roundTrips.size(), roundTrips.getLast())) {
        case PASSES -> forward();
        case LOST_BEFORE -> lose();
        case LOST_DURING -> {
          swallow = true;
          forward();
          lose();
        }
        case LOST_AFTER -> {
          swallow = true;
          forward();
        }
        case HANGS -> cut.set(true);
      }
    }

    private void forward() throws IOException {
      pending.writeTo(toServer);
      toServer.flush();
      pending.reset();
    }

    private void lose() throws IOException {
      cut.set(true);
      client.close();
      server.close();
    }

    private void answers() {
      try (client;
          server) {
        var fromServer = new DataInputStream(new BufferedInputStream(server.getInputStream()));
        var toClient = new DataOutputStream(client.getOutputStream());
        while (true) {
          int type = fromServer.readUnsignedByte();
          var body = body(fromServer);
          if (!swallow) {
            var whole = new ByteArrayOutputStream();
            write(new DataOutputStream(whole), type, body);
            whole.writeTo(toClient);
            toClient.flush();
          } else if (type == 'Z') {
            cut.set(true);
            lose();
            return;
          }
        }
      } catch (IOException e) {
        // One side went away: so does the other.
      }
    }

    private static byte[] body(DataInputStream in) throws IOException {
      return in.readNBytes(in.readInt() - 4);
    }

    private static void write(DataOutputStream out, int type, byte[] body) throws IOException {
      out.writeByte(type);
      out.writeInt(body.length + 4);
      out.write(body);
      out.flush();
    }
  }
}
