package dev.schemamigration.text;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Prints texts of others to a stream so that they cannot steer the terminal. */
public final class PrintableStream extends PrintStream {
  /**
   * @param stream what is printed to
   */
  public PrintableStream(PrintStream stream) {
    super(stream, true, stream.charset());
  }

  @Override
  public void print(@Nullable String text) {
    super.print(Printable.text(String.valueOf(text)));
  }

  @Override
  public void print(@Nullable Object object) {
    print(String.valueOf(object));
  }

  @Override
  public void println(@Nullable String text) {
    print(text);
    println();
  }

  @Override
  public void println(@Nullable Object object) {
    println(String.valueOf(object));
  }
}
