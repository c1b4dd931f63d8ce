package dev.schemamigration.database.wire;

import static dev.schemamigration.testing.HostilePeer.header;
import static dev.schemamigration.testing.HostilePeer.joined;
import static dev.schemamigration.testing.HostilePeer.message;
import static dev.schemamigration.testing.HostilePeer.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that begin and never end take memory too, over many connections. */
class PartialMessagesTest {
  private static final byte[] LOGIN =
      joined(message('R', number(0)), message('Z', new byte[] {'I'}));

  /** More than all answers together may take, whatever heap the tests have. */
  private static final int CONNECTIONS = (int) (Runtime.getRuntime().maxMemory() / 8 >> 20) + 64;

  @ParameterizedTest
  @ValueSource(chars = {'E', 'T', 'C', 'S', 'D'})
  void messagesThatAreHeldHalfWayOverManyConnectionsAreEnded(char type) throws IOException {
    var wires = new ArrayList<Wire>();
    try {
      for (int number = 0; number < CONNECTIONS; number++) {
        var wire =
            new Wire(
                new LoginPolicy(Optional.empty(), Optional.empty()),
                new Trust.Anybody(),
                Duration.ofMinutes(1),
                () -> false);
        wires.add(wire);
        begin(wire, type);
      }

      assertThat(wires).anyMatch(it -> it.ended().isPresent());
    } finally {
      wires.forEach(Wire::close);
    }
  }

  private static void begin(Wire wire, char type) throws IOException {
    var sent = new ByteArrayInputStream(joined(LOGIN, header(type, 1_000_000), new byte[10]));
    var stream = new BackendStream(sent, wire, false);
    try {
      while (stream.read() >= 0) {
        // until nothing more comes
      }
    } catch (WireException e) {
      wire.end(e);
    }
  }
}
