package dev.schemamigration.chaos;

import dev.schemamigration.testing.BreakableLine;
import dev.schemamigration.testing.TestDatabase;
import java.util.List;

/** What happens to a database server, or to the way to it, and how it is put right again. */
enum Blow {
  /** Whoever looks after the server ends the sessions of the migrating role. */
  SESSIONS_TERMINATED {
    @Override
    void strike(TestDatabase database, BreakableLine line) {
      Backends.of(database).terminate();
    }
  },
  /** The network between the two breaks. */
  CONNECTIONS_RESET {
    @Override
    void strike(TestDatabase database, BreakableLine line) {
      line.cut();
    }
  },
  /** {@code kill -9} of the server process that works for us: all others end too, then recovery. */
  BACKEND_KILLED {
    @Override
    void strike(TestDatabase database, BreakableLine line) {
      Backends.of(database).kill();
    }
  },
  /** {@code kill -9} of the first process; the one that works for us ends when it notices. */
  POSTMASTER_KILLED {
    @Override
    void strike(TestDatabase database, BreakableLine line) {
      database.server().killPostmaster();
      database.server().start();
    }
  },
  /** {@code kill -9} of every process of the server at once. */
  SERVER_KILLED {
    @Override
    void strike(TestDatabase database, BreakableLine line) {
      database.server().kill();
      database.server().start();
    }
  };

  /** Those that end connections and leave the server alone. */
  static final List<Blow> ON_CONNECTIONS = List.of(SESSIONS_TERMINATED, CONNECTIONS_RESET);

  /** Those after which the server has to recover. */
  static final List<Blow> ON_THE_SERVER = List.of(BACKEND_KILLED, POSTMASTER_KILLED, SERVER_KILLED);

  /**
   * Does it, and brings back what does not come back by itself.
   *
   * @param line that the migrating side comes by
   */
  abstract void strike(TestDatabase database, BreakableLine line);
}
