package dev.schemamigration.chaos;

import dev.schemamigration.testing.ResettingProxy;
import dev.schemamigration.testing.TestDatabase;
import java.util.List;

/** A fault that is injected into a database server or a connection to it. */
enum InjectedFault {
  /** An administrator terminates the sessions of the migrating role. */
  SESSIONS_TERMINATED {
    @Override
    void inject(TestDatabase database, ResettingProxy line) {
      Backends.of(database).terminate();
    }
  },
  /** The network resets the connections. */
  CONNECTIONS_RESET {
    @Override
    void inject(TestDatabase database, ResettingProxy line) {
      line.cut();
    }
  },
  /** {@code kill -9} of our backend: the server ends all others too, and recovers. */
  BACKEND_KILLED {
    @Override
    void inject(TestDatabase database, ResettingProxy line) {
      Backends.of(database).kill();
    }
  },
  /** {@code kill -9} of the postmaster; our backend ends when it notices. */
  POSTMASTER_KILLED {
    @Override
    void inject(TestDatabase database, ResettingProxy line) {
      database.server().killPostmaster();
      database.server().start();
    }
  },
  /** {@code kill -9} of every process of the server at once. */
  SERVER_KILLED {
    @Override
    void inject(TestDatabase database, ResettingProxy line) {
      database.server().kill();
      database.server().start();
    }
  };

  /** Those that end connections and leave the server alone. */
  static final List<InjectedFault> ON_CONNECTIONS = List.of(SESSIONS_TERMINATED, CONNECTIONS_RESET);

  /** Those after which the server has to recover. */
  static final List<InjectedFault> ON_THE_SERVER =
      List.of(BACKEND_KILLED, POSTMASTER_KILLED, SERVER_KILLED);

  /**
   * Injects it, and restarts what does not restart by itself.
   *
   * @param line through which the migrating client connects
   */
  abstract void inject(TestDatabase database, ResettingProxy line);
}
