package dev.schemamigration.database.wire;

import dev.schemamigration.database.wire.MessageGuard.Handling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What the driver reads, in clear text: cuts the stream of the server into messages and lets
 * through what {@link MessageGuard} allows. Never allocates by what a message claims, only by what
 * came.
 */
final class BackendStream extends InputStream {
  private static final int HEADER = 5;
  private static final byte[] NOTHING = {};

  private final InputStream in;
  private final MessageGuard guard;
  private final Wire wire;
  private final byte[] buffer = new byte[16 << 10];
  private int at;
  private int end;

  private byte[] ready = NOTHING;
  private int readyAt;

  private final byte[] header = new byte[HEADER];
  private int headerBytes;
  private Handling handling = Handling.DROP;
  private int left;
  private ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private boolean inBody;

  BackendStream(InputStream in, Wire wire, boolean encrypted) {
    this.in = in;
    this.wire = wire;
    this.guard = new MessageGuard(wire, encrypted);
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (readyAt < ready.length) {
        int count = Math.min(length, ready.length - readyAt);
        System.arraycopy(ready, readyAt, target, offset, count);
        readyAt += count;
        return count;
      }
      if (!inBody || left > 0) {
        if (at == end && !fill()) {
          if (inBody && handling == Handling.COLLECT_TEXT) {
            endText();
            continue;
          }
          return -1;
        }
      }
      if (!inBody) {
        header();
      } else if (handling == Handling.PASS && left > 0) {
        return pass(target, offset, length);
      } else if (handling == Handling.COLLECT_TEXT) {
        text();
      } else {
        body();
      }
    }
  }

  /** Waits for bytes of the server; false when it has closed the connection. */
  private boolean fill() throws IOException {
    int count;
    boolean first = wire.waits();
    try {
      count = in.read(buffer, 0, buffer.length);
    } catch (IOException e) {
      if (first) {
        wire.waitsNoMore();
      }
      throw e;
    }
    at = 0;
    end = Math.max(count, 0);
    return count >= 0;
  }

  private void header() throws WireException {
    while (headerBytes < HEADER && at < end) {
      header[headerBytes++] = buffer[at++];
    }
    if (headerBytes < HEADER) {
      return;
    }
    headerBytes = 0;
    left = ByteBuffer.wrap(header, 1, 4).getInt() - 4;
    handling = guard.begin(type(), left);
    collected.reset();
    inBody = true;
    if (handling == Handling.PASS) {
      give(header.clone());
    } else if (handling == Handling.COLLECT_TEXT) {
      left = MessageGuard.MOST_BEFORE_LOGIN;
      collected.write(header, 1, HEADER - 1);
    }
  }

  private int pass(byte[] target, int offset, int length) throws WireException {
    int count = Math.min(Math.min(left, end - at), length);
    guard.row(buffer, at, count);
    System.arraycopy(buffer, at, target, offset, count);
    at += count;
    left -= count;
    inBody = left > 0;
    return count;
  }

  private void text() throws WireException {
    while (at < end && left > 0) {
      int one = buffer[at++];
      left--;
      if (ErrorMessages.endsText(one)) {
        left = 0;
      } else {
        collected.write(one);
      }
    }
    if (left == 0) {
      endText();
    }
  }

  private void endText() {
    inBody = false;
    left = 0;
    var text = collected.toByteArray();
    collected = new ByteArrayOutputStream();
    give(message(ErrorMessages.ofText(text)));
  }

  private void body() throws WireException {
    int count = Math.min(left, end - at);
    if (handling == Handling.COLLECT) {
      int kept = Math.min(count, MessageGuard.MOST_KEPT - collected.size());
      collected.write(buffer, at, kept);
    }
    at += count;
    left -= count;
    if (left == 0) {
      inBody = false;
      if (handling == Handling.COLLECT) {
        var body = guard.complete(type(), collected.toByteArray());
        collected = new ByteArrayOutputStream();
        body.ifPresent(it -> give(message(it)));
      }
    }
  }

  private byte[] message(byte[] body) {
    return ByteBuffer.allocate(HEADER + body.length)
        .put(header[0])
        .putInt(body.length + 4)
        .put(body)
        .array();
  }

  private char type() {
    return (char) (header[0] & 0xff);
  }

  private void give(byte[] bytes) {
    ready = bytes;
    readyAt = 0;
  }

  @Override
  public int available() {
    return ready.length - readyAt;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
