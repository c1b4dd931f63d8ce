package dev.schemamigration.database.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Says why writing failed when this side has closed the socket, and counts as waiting meanwhile.
 */
final class ExplainedOutput extends FilterOutputStream {
  private final Wire wire;

  ExplainedOutput(OutputStream out, Wire wire) {
    super(out);
    this.wire = wire;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    boolean first = wire.waits();
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw wire.explained(e);
    } finally {
      if (first) {
        wire.waitsNoMore();
      }
    }
  }
}
