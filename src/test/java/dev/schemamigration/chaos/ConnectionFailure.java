package dev.schemamigration.chaos;

import static dev.schemamigration.testing.HostilePeer.columns;
import static dev.schemamigration.testing.HostilePeer.header;
import static dev.schemamigration.testing.HostilePeer.joined;
import static dev.schemamigration.testing.HostilePeer.report;
import static dev.schemamigration.testing.HostilePeer.row;

import dev.schemamigration.testing.HostileServer;
import dev.schemamigration.testing.HungMoment;
import dev.schemamigration.testing.RandomMessages;
import java.util.Collections;
import java.util.Random;
import java.util.function.Function;

/** Ways in which a connection fails, each with what its server does. */
enum ConnectionFailure {
  HANGS(random -> HungMoment.values()[random.nextInt(HungMoment.values().length)].script()),
  HANGS_AFTER_A_LOOK(
      random -> HungMoment.values()[random.nextInt(HungMoment.values().length)].afterALook()),
  CLOSES_AT_ONCE(random -> peer -> {}),
  CLOSES_AFTER_THE_FIRST_PACKET(random -> peer -> peer.startup()),
  BREAKS_THE_HANDSHAKE(
      random -> {
        var bytes = bytes(random, 300);
        return peer -> {
          peer.startup('S');
          peer.raw(bytes);
        };
      }),
  SPEAKS_ANOTHER_PROTOCOL(
      random -> {
        var bytes = bytes(random, 2_000);
        return peer -> {
          peer.hear();
          peer.raw(bytes);
        };
      }),
  SENDS_RANDOM_BYTES_FOR_A_LOGIN(
      random -> {
        var bytes = bytes(random, 2_000);
        return peer -> {
          peer.startup();
          peer.raw(bytes);
        };
      }),
  REFUSES_THE_LOGIN(
      random ->
          peer -> {
            peer.startup();
            peer.raw(report('E', "SFATAL", "VFATAL", "C28P01", "Mno"));
          }),
  ASKS_FOR_THE_PASSWORD(
      random ->
          peer -> {
            peer.startup();
            peer.askFor(3);
            peer.hang();
          }),
  ASKS_FOR_ITERATIONS(
      random ->
          peer -> {
            peer.startup();
            peer.askForScram(2_000_000_000);
            peer.hang();
          }),
  CLAIMS_A_LARGE_MESSAGE(
      random ->
          peer -> {
            peer.startup();
            peer.letIn();
            peer.query();
            peer.raw(columns(1));
            peer.raw(header("DTCSKEN".charAt(random.nextInt(7)), Integer.MAX_VALUE - 9));
          }),
  CUTS_AN_ANSWER(
      random ->
          peer -> {
            peer.startup();
            peer.letIn();
            peer.query();
            peer.raw(columns(7));
            peer.raw(new byte[] {'D', 0, 0});
          }),
  SENDS_ROWS_WITHOUT_END(
      random ->
          peer -> {
            peer.startup();
            peer.letIn();
            peer.query();
            peer.raw(columns(19));
            while (true) {
              peer.raw(rows());
            }
          }),
  TALKS_NONSENSE(
      random ->
          peer -> {
            peer.startup();
            peer.letIn();
            for (var query = peer.query(); query.isPresent(); query = peer.query()) {
              if (random.nextInt(4) > 0 && query.get().contains("pg_control_system")) {
                peer.identify(1);
              } else {
                RandomMessages.answer(peer, random);
              }
            }
          });

  private final Function<Random, HostileServer.Script> script;

  ConnectionFailure(Function<Random, HostileServer.Script> script) {
    this.script = script;
  }

  HostileServer server(Random random) {
    return HostileServer.playing(script.apply(new Random(random.nextLong())));
  }

  private static byte[] rows() {
    var row = row(Collections.nCopies(19, "x".repeat(500)));
    return joined(Collections.nCopies(100, row).toArray(byte[][]::new));
  }

  private static byte[] bytes(Random random, int most) {
    var bytes = new byte[1 + random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }
}
