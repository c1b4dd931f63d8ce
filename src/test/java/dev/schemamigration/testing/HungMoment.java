package dev.schemamigration.testing;

import static dev.schemamigration.testing.HostilePeer.columns;
import static dev.schemamigration.testing.HostilePeer.header;
import static dev.schemamigration.testing.HostilePeer.message;
import static dev.schemamigration.testing.HostilePeer.report;
import static dev.schemamigration.testing.HostilePeer.text;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** Moments of a connection from which on a server keeps its client waiting, and ways to do so. */
public enum HungMoment {
  SILENT(Stage.TLS, peer -> peer.hang()),
  WITHOUT_HANDSHAKE(
      Stage.TLS,
      peer -> {
        peer.startup('S');
        peer.hang();
      }),
  WITH_A_SLOW_HANDSHAKE(
      Stage.TLS,
      peer -> {
        peer.hear();
        peer.raw("S");
        peer.drip(new byte[] {22, 3, 3, 64, 0, 2}, 20);
      }),
  WITHOUT_LOGIN(
      Stage.LOGIN,
      peer -> {
        peer.startup();
        peer.hang();
      }),
  WITH_NOTICES(
      Stage.LOGIN,
      peer -> {
        peer.startup();
        while (true) {
          peer.raw(notice());
        }
      }),
  WITH_ONE_BYTE_AFTER_THE_OTHER(
      Stage.LOGIN,
      peer -> {
        peer.startup();
        peer.drip(notice(), 20);
      }),
  WITH_A_LONG_MESSAGE(
      Stage.LOGIN,
      peer -> {
        peer.startup();
        peer.raw(header('R', 8));
        peer.hang();
      }),
  WITH_HALF_A_SCRAM(
      Stage.LOGIN,
      peer -> {
        peer.startup();
        peer.askForScram(4096);
        peer.answer();
        peer.hang();
      }),
  WITHOUT_BEING_READY(
      Stage.LOGIN,
      peer -> {
        peer.startup();
        peer.askFor(0);
        peer.hang();
      }),
  WITH_SETTINGS_FOR_EVER(
      Stage.LOGIN,
      peer -> {
        peer.startup();
        peer.askFor(0);
        peer.drip(message('S', text("a"), text("b")), 5);
      }),
  WITHOUT_AN_ANSWER(
      Stage.FIRST_QUERY,
      peer -> {
        peer.startup();
        peer.letIn();
        peer.hang();
      }),
  IN_THE_MIDDLE_OF_AN_ANSWER(Stage.QUERY, (peer, query) -> middle(peer)),
  WITH_NOTICES_FOR_AN_ANSWER(Stage.QUERY, (peer, query) -> peer.drip(notice(), 20)),
  WITH_ROWS_FOR_EVER(
      Stage.QUERY,
      (peer, query) -> {
        peer.raw(columns(1));
        peer.drip(message('D', new byte[] {0, 1}, HostilePeer.number(0)), 20);
      }),
  WITHOUT_THE_SECOND_ANSWER(Stage.QUERY, (peer, query) -> peer.hang());

  /** What a client waits for. */
  public enum Stage {
    TLS,
    LOGIN,
    FIRST_QUERY,
    QUERY
  }

  private final Stage stage;
  private final HostileServer.Script script;

  HungMoment(Stage stage, HostileServer.Script script) {
    this.stage = stage;
    this.script = script;
  }

  /** Hangs at the first query after that for the server's identity. */
  HungMoment(Stage stage, QueryScript script) {
    this(stage, afterIdentity(script));
  }

  private interface QueryScript {
    void play(HostilePeer peer, String query) throws IOException;
  }

  private static HostileServer.Script afterIdentity(QueryScript script) {
    return peer -> {
      peer.startup();
      peer.letIn();
      for (var query = peer.query(); query.isPresent(); query = peer.query()) {
        if (!query.get().contains("pg_control_system")) {
          script.play(peer, query.get());
          return;
        }
        peer.identify(1);
      }
    };
  }

  private static void middle(HostilePeer peer) throws IOException {
    peer.raw(columns(19));
    peer.raw(header('D', 400));
    peer.raw(new byte[] {0, 19});
    peer.hang();
  }

  private static byte[] notice() {
    return report('N', "SNOTICE", "C00000", "Mx");
  }

  /** What a client waits for from then on. */
  public Stage stage() {
    return stage;
  }

  /** What the server does with every client. */
  public HostileServer.Script script() {
    return script;
  }

  /** A server that answers one look, and hangs at the next connection, which is that of the run. */
  public HostileServer.Script afterALook() {
    var connections = new AtomicInteger();
    return peer -> {
      if (connections.getAndIncrement() % 2 == 1) {
        script.play(peer);
        return;
      }
      peer.startup();
      peer.letIn();
      for (var query = peer.query(); query.isPresent(); query = peer.query()) {
        if (query.get().contains("pg_control_system")) {
          peer.identify(ordinal());
        } else {
          peer.nothing();
        }
      }
    };
  }

  /** Whether the server lets its client in and says who it is before. */
  public boolean afterIdentity() {
    return stage == Stage.QUERY;
  }
}
