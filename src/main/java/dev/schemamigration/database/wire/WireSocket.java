package dev.schemamigration.database.wire;

import dev.schemamigration.database.wire.Wire.Stage;
import dev.schemamigration.database.wire.WireException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;

/**
 * A socket whose streams are guarded: what comes in clear text passes {@link BackendStream}, the
 * answer to the request for TLS is checked here, and what TLS encrypts is left to the plain text
 * above it. TCP keepalive notices within a minute that the server is gone; the system's default is
 * hours.
 */
final class WireSocket extends Socket {
  private static final Map<SocketOption<Integer>, Integer> SECONDS_AND_COUNT =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, 30,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
          ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

  private static final int CANCEL_REQUEST = 80877102;
  private static final int TLS_REQUEST = 80877103;

  private final Wire wire;
  private final Deadline deadline = new Deadline();
  private volatile Phase phase = Phase.START;

  /** What the server sends next. */
  private enum Phase {
    /** Nothing was sent yet. */
    START,
    /** One byte: whether TLS follows. */
    TLS_REPLY,
    /** What is encrypted, or the end after a cancel request. */
    RAW,
    /** Messages in clear text. */
    MESSAGES
  }

  private WireSocket(Wire wire) {
    this.wire = wire;
  }

  static WireSocket open(Wire wire) throws IOException {
    var socket = new WireSocket(wire);
    try {
      for (var option : SECONDS_AND_COUNT.entrySet()) {
        if (socket.supportedOptions().contains(option.getKey())) {
          socket.setOption(option.getKey(), option.getValue());
        }
      }
      wire.add(socket);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void closeIn(Duration time) {
    deadline.in(time);
  }

  void check(long now) {
    if (deadline.passed(now)) {
      closeQuietly();
    }
  }

  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      // nothing is read from it any more
    }
  }

  /** TLS begins: its plain text is guarded above this socket. */
  Wire encrypted() {
    wire.reached(Stage.TLS);
    phase = Phase.RAW;
    return wire;
  }

  @Override
  public void connect(SocketAddress address, int timeout) throws IOException {
    try {
      super.connect(address, timeout);
    } catch (IOException e) {
      throw wire.explained(e);
    }
    wire.throwIfEnded();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Input(super.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new Output(super.getOutputStream());
  }

  @Override
  public void close() throws IOException {
    wire.remove(this);
    super.close();
  }

  private final class Input extends InputStream {
    private final InputStream in;
    private final BackendStream messages;

    Input(InputStream socket) {
      this.in = new ExplainedInput(socket, wire);
      this.messages = new BackendStream(in, wire, false);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return switch (phase) {
        case START, RAW -> in.read(target, offset, length);
        case TLS_REPLY -> reply(target, offset);
        case MESSAGES -> messages.read(target, offset, length);
      };
    }

    private int reply(byte[] target, int offset) throws IOException {
      int reply = in.read();
      switch (reply) {
        case -1 -> {
          return -1;
        }
        case 'S' -> phase = Phase.RAW;
        case 'N' -> {
          if (wire.policy().requiresTls()) {
            throw new WireException(
                Kind.NO_TLS,
                "the server has no TLS, which sslmode="
                    + wire.policy().sslMode().orElse("")
                    + " requires; turn TLS on at the server, or set sslmode to prefer or disable");
          }
          phase = Phase.START;
        }
        case 'E' -> throw new IOException(textOfError());
        default -> throw WireException.notPostgres("the server did not answer whether it has TLS");
      }
      target[offset] = (byte) reply;
      return 1;
    }

    /** What a server says that cannot serve: the driver would try again without TLS. */
    private String textOfError() throws IOException {
      var text = new ByteArrayOutputStream();
      while (text.size() < MessageGuard.MOST_BEFORE_LOGIN) {
        int one = in.read();
        if (one < 0 || ErrorMessages.endsText(one)) {
          break;
        }
        text.write(one);
      }
      return text.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public int available() throws IOException {
      return phase == Phase.MESSAGES ? messages.available() : in.available();
    }

    @Override
    public void close() throws IOException {
      WireSocket.this.close();
    }
  }

  /** Tells by the first packet what the server answers; the driver sends packets whole. */
  private final class Output extends OutputStream {
    private final OutputStream out;

    Output(OutputStream socket) {
      this.out = new ExplainedOutput(socket, wire);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (phase == Phase.START && length > 0) {
        phase = phaseAfter(length < 8 ? 0 : ByteBuffer.wrap(bytes, offset + 4, 4).getInt());
      }
      out.write(bytes, offset, length);
    }

    private Phase phaseAfter(int code) {
      return switch (code) {
        case CANCEL_REQUEST -> Phase.RAW;
        case TLS_REQUEST -> {
          wire.reached(Stage.TLS);
          yield Phase.TLS_REPLY;
        }
        default -> {
          wire.reached(Stage.LOGIN);
          yield Phase.MESSAGES;
        }
      };
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      WireSocket.this.close();
    }
  }
}
