package dev.schemamigration.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One client of a {@link HostileServer}, seen from the server. */
public final class HostilePeer {
  private static final int TLS_REQUEST = 80877103;
  private static final int TEXT = 25;

  private final Socket raw;
  private final List<String> received;
  private DataInputStream in;
  private DataOutputStream out;

  HostilePeer(Socket socket, List<String> received) throws IOException {
    this.raw = socket;
    this.received = received;
    use(socket);
  }

  private void use(Socket socket) throws IOException {
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  /** Refuses TLS and reads the startup packet. */
  public void startup() throws IOException {
    startup('N');
  }

  /** Answers the request for TLS with {@code reply} and reads the startup packet. */
  public void startup(char reply) throws IOException {
    while (true) {
      var packet = packet(in.readInt());
      if (packet.length == 4 && new DataInputStream(in(packet)).readInt() == TLS_REQUEST) {
        raw(new byte[] {(byte) reply});
      } else {
        received.add("startup " + text(packet, 4));
        return;
      }
    }
  }

  /** Accepts the request for TLS, and everything from then on is encrypted. */
  public void startTls(SSLContext context) throws IOException {
    packet(in.readInt());
    raw(new byte[] {'S'});
    var tls =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
    tls.setUseClientMode(false);
    use(tls);
  }

  /** Reads what comes until the client closes the connection. */
  public void hang() throws IOException {
    while (in.read() >= 0) {
      // whatever it says
    }
  }

  /** Reads whatever comes first, at least a byte. */
  public void hear() throws IOException {
    received.add(text(new byte[] {(byte) in.readUnsignedByte()}, 0));
  }

  /** Sends one byte after the other, slowly, until the client closes the connection. */
  public void drip(byte[] bytes, long millis) throws IOException {
    for (int at = 0; ; at = (at + 1) % bytes.length) {
      raw(new byte[] {bytes[at]});
      LockSupport.parkNanos(millis * 1_000_000);
    }
  }

  /** Sends bytes as they are. */
  public void raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends a text as it is. */
  public void raw(String text) throws IOException {
    raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends a message. */
  public void send(char type, byte[]... parts) throws IOException {
    raw(message(type, parts));
  }

  /** The bytes of a message. */
  public static byte[] message(char type, byte[]... parts) {
    var body = joined(parts);
    return joined(new byte[] {(byte) type}, number(body.length + 4), body);
  }

  /** The header of a message that claims {@code bytes} as the length of its body. */
  public static byte[] header(char type, int bytes) {
    return joined(new byte[] {(byte) type}, number(bytes + 4));
  }

  /** Asks for a login. */
  public void askFor(int request, byte[]... rest) throws IOException {
    send('R', number(request), joined(rest));
  }

  /** Asks for SCRAM with so many iterations, after the client's first message. */
  public void askForScram(long iterations) throws IOException {
    askFor(10, text("SCRAM-SHA-256"), new byte[1]);
    var first = answer();
    var nonce = first.substring(first.indexOf("r=") + 2);
    var server = new byte[12];
    new SecureRandom().nextBytes(server);
    askFor(
        11,
        ("r="
                + nonce
                + Base64.getEncoder().encodeToString(server)
                + ",s=c2FsdHNhbHRzYWx0,i="
                + iterations)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Lets the client in without a password. */
  public void letIn() throws IOException {
    var greeting = new ByteArrayOutputStream();
    greeting.writeBytes(message('R', number(0)));
    Map.of(
            "server_version", "15.9",
            "server_encoding", "UTF8",
            "client_encoding", "UTF8",
            "standard_conforming_strings", "on",
            "DateStyle", "ISO, MDY",
            "integer_datetimes", "on",
            "TimeZone", "UTC")
        .forEach((name, value) -> greeting.writeBytes(message('S', text(name), text(value))));
    greeting.writeBytes(message('K', number(4242), number(1)));
    greeting.writeBytes(message('Z', new byte[] {'I'}));
    raw(greeting.toByteArray());
  }

  /** Answers the client's question who it has reached: a database of its own. */
  public void identify(long system) throws IOException {
    answer(List.of(Long.toString(system), "16384", "15.9", "150009", "4242", "f", "public"));
  }

  /** Answers with no rows. */
  public void nothing() throws IOException {
    raw(joined(columns(19), done("SELECT 0")));
  }

  /** Answers with one row. */
  public void answer(List<String> row) throws IOException {
    raw(joined(columns(row.size()), row(row), done("SELECT 1")));
  }

  /** Describes so many columns of text. */
  public static byte[] columns(int count) {
    var body = new ByteArrayOutputStream();
    for (int column = 0; column < count; column++) {
      body.writeBytes(text("c" + column));
      body.writeBytes(number(0));
      body.writeBytes(new byte[2]);
      body.writeBytes(number(TEXT));
      body.writeBytes(new byte[] {(byte) -1, (byte) -1});
      body.writeBytes(number(-1));
      body.writeBytes(new byte[2]);
    }
    return message('T', count(count), body.toByteArray());
  }

  /** A row of texts. */
  public static byte[] row(List<String> values) {
    var body = new ByteArrayOutputStream();
    for (var value : values) {
      var bytes = value.getBytes(StandardCharsets.UTF_8);
      body.writeBytes(number(bytes.length));
      body.writeBytes(bytes);
    }
    return message('D', count(values.size()), body.toByteArray());
  }

  /** The end of an answer. */
  public static byte[] done(String tag) {
    return joined(message('C', text(tag)), message('Z', new byte[] {'I'}));
  }

  /** An error or notice of fields such as {@code SFATAL}. */
  public static byte[] report(char type, String... fields) {
    var body = new ByteArrayOutputStream();
    for (var field : fields) {
      body.writeBytes(text(field));
    }
    return message(type, body.toByteArray(), new byte[1]);
  }

  /** The text of the next query; empty when the client says goodbye. */
  public Optional<String> query() throws IOException {
    while (true) {
      char type = (char) in.readUnsignedByte();
      var body = packet(in.readInt());
      switch (type) {
        case 'Q', 'P' -> {
          var parts = text(body, 0).split("\0", 3);
          var query = type == 'Q' ? parts[0] : parts[1];
          received.add("query " + query);
          return Optional.of(query);
        }
        case 'X' -> {
          return Optional.empty();
        }
        default -> {}
      }
    }
  }

  /** What the client answers to a login request. */
  public String answer() throws IOException {
    in.readUnsignedByte();
    var answer = text(packet(in.readInt()), 0);
    received.add("login " + answer);
    return answer;
  }

  /** A text that a zero byte ends. */
  public static byte[] text(String text) {
    return joined(text.getBytes(StandardCharsets.UTF_8), new byte[1]);
  }

  /** Four bytes. */
  public static byte[] number(int number) {
    return new byte[] {
      (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
    };
  }

  /** Two bytes. */
  public static byte[] count(int count) {
    return new byte[] {(byte) (count >> 8), (byte) count};
  }

  /** All parts, one after the other. */
  public static byte[] joined(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private byte[] packet(int length) throws IOException {
    var bytes = in.readNBytes(length - 4);
    if (bytes.length < length - 4) {
      throw new EOFException();
    }
    return bytes;
  }

  private static InputStream in(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static String text(byte[] bytes, int from) {
    return new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1);
  }
}
