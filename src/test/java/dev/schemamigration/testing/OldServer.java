package dev.schemamigration.testing;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lets a client log in as a Postgres server of any version does, and confirms every statement as if
 * it were a SET.
 */
public final class OldServer implements AutoCloseable {
  private static final int TLS_REQUEST = 80877103;
  private static final int GSS_REQUEST = 80877104;

  private final String version;
  private final List<String> statements = new CopyOnWriteArrayList<>();
  private final LoopbackServer doorway;

  private OldServer(String version) {
    this.version = version;
    this.doorway = LoopbackServer.open("old-server", (client, number) -> serve(client));
  }

  /** Starts one on a free port of the loopback address. */
  public static OldServer reporting(String version) {
    return new OldServer(version);
  }

  /** Its port on 127.0.0.1. */
  public int port() {
    return doorway.port();
  }

  /** The statements that clients sent after the login. */
  public List<String> statements() {
    return List.copyOf(statements);
  }

  @Override
  public void close() throws IOException {
    doorway.close();
  }

  private void serve(Socket client) {
    try (client) {
      var in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
      var out = new DataOutputStream(client.getOutputStream());
      for (int code = startup(in); code == TLS_REQUEST || code == GSS_REQUEST; code = startup(in)) {
        out.writeByte('N');
      }
      write(out, 'R', new byte[4]);
      parameter(out, "server_version", version);
      parameter(out, "server_encoding", "UTF8");
      parameter(out, "client_encoding", "UTF8");
      parameter(out, "DateStyle", "ISO, MDY");
      parameter(out, "TimeZone", "UTC");
      parameter(out, "integer_datetimes", "on");
      parameter(out, "standard_conforming_strings", "on");
      write(out, 'K', new byte[8]);
      write(out, 'Z', new byte[] {'I'});
      while (in.readUnsignedByte() == 'Q') {
        statements.add(new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8).trim());
        write(out, 'C', "SET\0".getBytes(StandardCharsets.UTF_8));
        write(out, 'Z', new byte[] {'I'});
      }
    } catch (IOException e) {
      // The client went away.
    }
  }

  private static int startup(DataInputStream in) throws IOException {
    int length = in.readInt();
    int code = in.readInt();
    in.readNBytes(length - 8);
    return code;
  }

  private static void parameter(DataOutputStream out, String name, String value)
      throws IOException {
    write(out, 'S', (name + "\0" + value + "\0").getBytes(StandardCharsets.UTF_8));
  }

  private static void write(DataOutputStream out, int type, byte[] body) throws IOException {
    out.writeByte(type);
    out.writeInt(body.length + 4);
    out.write(body);
  }
}
