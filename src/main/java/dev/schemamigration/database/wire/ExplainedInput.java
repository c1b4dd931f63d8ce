package dev.schemamigration.database.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Says why reading failed when this side has closed the socket. */
final class ExplainedInput extends FilterInputStream {
  private final Wire wire;

  ExplainedInput(InputStream in, Wire wire) {
    super(in);
    this.wire = wire;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      return in.read(target, offset, length);
    } catch (IOException e) {
      throw wire.explained(e);
    }
  }
}
