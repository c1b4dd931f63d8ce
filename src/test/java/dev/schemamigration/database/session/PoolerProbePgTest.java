package dev.schemamigration.database.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.PoolingProxy;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolerProbePgTest {
  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private final AtomicInteger opened = new AtomicInteger();

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void aDirectConnectionIsKnownWithoutASecondOne(TestPostgres server) throws SQLException {
    assertThat(pooling(server.createDatabase())).isEqualTo(Pooling.NONE);
    assertThat(opened).hasValue(0);
  }

  @Test
  void aPoolByTransactionsIsProven() throws SQLException, IOException {
    try (var proxy = PoolingProxy.inFrontOf(database, PoolingProxy.Mode.TRANSACTION)) {
      assertThat(pooling(proxy.database())).isEqualTo(Pooling.TRANSACTION);
    }
  }

  @Test
  void aPoolByTransactionsIsProvenWhileOthersKeepItBusy() throws SQLException, IOException {
    try (var proxy = PoolingProxy.inFrontOf(database, PoolingProxy.Mode.TRANSACTION);
        var busy = proxy.database().connect();
        var idle = proxy.database().connect()) {
      busy.setAutoCommit(false);
      busy.createStatement().execute("SELECT 1");
      idle.createStatement().execute("SELECT 1");

      assertThat(pooling(proxy.database())).isEqualTo(Pooling.TRANSACTION);
    }
  }

  @Test
  void aPoolBySessionsIsLetPass() throws SQLException, IOException {
    try (var proxy = PoolingProxy.inFrontOf(database, PoolingProxy.Mode.SESSION)) {
      assertThat(pooling(proxy.database())).isEqualTo(Pooling.SESSION);
      assertThat(opened.get()).isPositive();
    }
  }

  private Pooling pooling(TestDatabase target) throws SQLException {
    try (var first = target.connect()) {
      return PoolerProbe.check(
          first,
          PgBouncerPgTest.processOf(first),
          () -> {
            opened.incrementAndGet();
            return target.connect();
          });
    }
  }
}
