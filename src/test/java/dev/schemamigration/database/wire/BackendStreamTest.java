package dev.schemamigration.database.wire;

import static dev.schemamigration.testing.HostilePeer.columns;
import static dev.schemamigration.testing.HostilePeer.done;
import static dev.schemamigration.testing.HostilePeer.header;
import static dev.schemamigration.testing.HostilePeer.joined;
import static dev.schemamigration.testing.HostilePeer.message;
import static dev.schemamigration.testing.HostilePeer.number;
import static dev.schemamigration.testing.HostilePeer.report;
import static dev.schemamigration.testing.HostilePeer.row;
import static dev.schemamigration.testing.HostilePeer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What Postgres sends arrives as it was sent, wherever the network cuts it. */
class BackendStreamTest {
  private static final byte[] LOGIN =
      joined(
          message('R', number(0)),
          message('S', text("server_version"), text("17.2")),
          message('K', number(1), number(2)),
          message('Z', new byte[] {'I'}));

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void whatIsReadIsNoneOfTheCutsBusiness() throws IOException {
    for (int round = 0; round < 500; round++) {
      var sent = new ByteArrayOutputStream();
      var expected = new ByteArrayOutputStream();
      sent.writeBytes(LOGIN);
      expected.writeBytes(LOGIN);
      for (int count = random.nextInt(30); count > 0; count--) {
        var one = any();
        sent.writeBytes(one);
        if (one[0] != 'N' && one[0] != 'A') {
          expected.writeBytes(one);
        }
      }

      assertThat(read(sent.toByteArray(), false))
          .as("seed %d", seed)
          .isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void rowsThatNobodyReadsAreLeftOut() throws IOException {
    var sent = joined(LOGIN, columns(2), row(List.of("a", "b")), row(List.of("", "c")));

    assertThat(read(joined(sent, done("SELECT 2")), true))
        .isEqualTo(joined(LOGIN, columns(2), done("SELECT 2")));
  }

  @Test
  void aReadThatRanOutOfTimeGoesOnWhereItWas() throws IOException {
    var sent = joined(LOGIN, columns(1), row(List.of("value")), done("SELECT 1"));
    var slow = new ByteArrayInputStream(sent);
    var hesitating =
        new InputStream() {
          private boolean again;

          @Override
          public int read() {
            return slow.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            again = !again;
            if (again) {
              throw new SocketTimeoutException("nothing yet");
            }
            return slow.read(target, offset, Math.min(1, length));
          }
        };

    assertThat(readAll(new BackendStream(hesitating, wire(false), false))).isEqualTo(sent);
  }

  @Test
  void nothingIsReadBeforeTheLogin() {
    for (var early :
        List.of(columns(1), row(List.of("a")), done("SELECT 1"), header('D', 1_000_000_000))) {
      assertThatThrownBy(() -> read(early, false)).isInstanceOf(WireException.class);
    }
  }

  @Test
  void anErrorAsATextBeforeTheLoginIsOneThatPasses() throws IOException {
    var text = "EFATAL:  terminating connection due to unexpected postmaster exit\n";
    var error =
        report(
            'E', "SFATAL", "C57P03", "Mterminating connection due to unexpected postmaster exit");

    for (var end : List.of("\0", "")) {
      assertThat(read((text + end).getBytes(StandardCharsets.US_ASCII), false)).isEqualTo(error);
    }
  }

  @Test
  void aTextIsBounded() {
    var endless = ("E" + "x".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> read(endless, false)).isInstanceOf(WireException.class);
  }

  @Test
  void anErrorAsATextAfterTheLoginIsNone() {
    var text = "EFATAL:  no\n\0".getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> read(joined(LOGIN, text), false)).isInstanceOf(WireException.class);
  }

  private byte[] any() {
    return switch (random.nextInt(8)) {
      case 0 -> columns(random.nextInt(40));
      case 1 -> row(values());
      case 2 -> message('D', new byte[] {0, 2}, number(-1), number(3), "abc".getBytes());
      case 3 -> done("INSERT 0 1");
      case 4 -> report('N', "SNOTICE", "Mabout something");
      case 5 -> message('A', number(1), text("channel"), text(""));
      case 6 -> message("12ns3I".charAt(random.nextInt(6)));
      default -> report('E', "SERROR", "C42P01", "Mno table", "P7");
    };
  }

  private List<String> values() {
    var values = new ArrayList<String>();
    for (int count = random.nextInt(20); count > 0; count--) {
      values.add("x".repeat(random.nextInt(random.nextInt(5) == 0 ? 40_000 : 20)));
    }
    return values;
  }

  private byte[] read(byte[] sent, boolean ignoring) throws IOException {
    var network = new ByteArrayInputStream(sent);
    var cut =
        new InputStream() {
          @Override
          public int read() {
            return network.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            return network.read(target, offset, Math.min(length, 1 + random.nextInt(9_000)));
          }
        };
    return readAll(new BackendStream(cut, wire(ignoring), false));
  }

  private byte[] readAll(InputStream stream) throws IOException {
    var all = new ByteArrayOutputStream();
    var buffer = new byte[10_000];
    while (true) {
      try {
        int count = stream.read(buffer, 0, 1 + random.nextInt(buffer.length));
        if (count < 0) {
          return all.toByteArray();
        }
        all.write(buffer, 0, count);
      } catch (SocketTimeoutException e) {
        // Whoever reads tries again.
      }
    }
  }

  private static Wire wire(boolean ignoring) {
    var policy = new LoginPolicy(Optional.empty(), Optional.empty());
    var wire = new Wire(policy, new Trust.Anybody(), Duration.ofSeconds(10), () -> false);
    wire.ignoreRows(ignoring);
    return wire;
  }
}
