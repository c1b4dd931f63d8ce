package dev.schemamigration.testing;

import static dev.schemamigration.testing.HostilePeer.count;
import static dev.schemamigration.testing.HostilePeer.message;
import static dev.schemamigration.testing.HostilePeer.number;
import static dev.schemamigration.testing.HostilePeer.report;
import static dev.schemamigration.testing.HostilePeer.text;

import java.io.IOException;
import java.util.Collections;
import java.util.Random;

/** Messages of Postgres in an order that makes no sense. */
public final class RandomMessages {
  private RandomMessages() {}

  /** Answers a query with some, and is ready for the next one. */
  public static void answer(HostilePeer peer, Random random) throws IOException {
    int messages = random.nextInt(6);
    for (int number = 0; number < messages; number++) {
      peer.raw(any(random));
    }
    peer.raw(message('Z', new byte[] {(byte) "ITE".charAt(random.nextInt(3))}));
  }

  private static byte[] any(Random random) {
    int columns = random.nextInt(25);
    return switch (random.nextInt(16)) {
      case 0 -> HostilePeer.columns(columns);
      case 1 -> HostilePeer.row(Collections.nCopies(columns, random.nextBoolean() ? "7" : "{,\"}"));
      case 2 -> message('D', count(columns), nulls(columns));
      case 3 -> message('C', text(random.nextBoolean() ? "SELECT 1" : "nonsense"));
      case 4 -> report('E', "SERROR", "VERROR", "C42P01", "Mno such table");
      case 5 -> report('E');
      case 6 -> message('1');
      case 7 -> message('2');
      case 8 -> message('n');
      case 9 -> message('s');
      case 10 -> message('I');
      case 11 -> message('t', count(1), number(25));
      case 12 -> message("GHW".charAt(random.nextInt(3)), new byte[1], count(0));
      case 13 ->
          message('S', text("client_encoding"), text(random.nextBoolean() ? "UTF8" : "LATIN1"));
      case 14 -> message('K', number(1), number(2));
      default -> message('3');
    };
  }

  private static byte[] nulls(int columns) {
    return HostilePeer.joined(Collections.nCopies(columns, number(-1)).toArray(byte[][]::new));
  }
}
