package dev.schemamigration.schema.model;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pgcodekeeper.core.database.base.jdbc.IJdbcConnector;
import org.pgcodekeeper.core.ignorelist.IgnoreSchemaList;
import org.pgcodekeeper.core.ignorelist.IgnoredObject;
import org.pgcodekeeper.core.loader.pg.JdbcPgLoader;
import org.pgcodekeeper.core.monitor.NullMonitor;

/** Loads the model of the database of a connection. */
public final class ModelLoader {
  private static final int OLDEST = 14;
  private static final String TOO_OLD =
      "SQL for a difference is written on servers of version %d and newer, and this one has version"
          + " %d. Migrations run on it, and check and drift compare on it; to have SQL written,"
          + " name a newer server, or none, for the scratch databases";

  private final Collection<String> leftOut;

  /**
   * @param leftOut schemas that are no part of what is compared
   */
  public ModelLoader(Collection<String> leftOut) {
    this.leftOut = Set.copyOf(leftOut);
  }

  /**
   * Loads everything in one read-only transaction; the connection then has other settings.
   *
   * @throws SQLException when the database cannot be read
   */
  public SchemaModel load(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST) {
      throw new SQLFeatureNotSupportedException(TOO_OLD.formatted(OLDEST, version), "0A000");
    }
    var schemas = new IgnoreSchemaList();
    leftOut.forEach(it -> schemas.add(new IgnoredObject(it, false, true, false, Set.of())));
    var loader =
        new JdbcPgLoader(
            new Opened(connection), "UTC", LibrarySettings.create(), new NullMonitor(), schemas);
    try {
      var database = loader.loadAndAnalyze();
      connection.setAutoCommit(true);
      return new SchemaModel(database, loader.getErrors().stream().map(String::valueOf).toList());
    } catch (IOException e) {
      throw new SQLException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while the schema was read", "57014", e);
    }
  }

  /** A connection that is open already, and stays open when the library closes it. */
  private record Opened(Connection connection) implements IJdbcConnector {
    @Override
    public Connection getConnection() {
      return (Connection)
          Proxy.newProxyInstance(
              Opened.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> isClose(method) ? null : called(method, arguments));
    }

    private static boolean isClose(Method method) {
      return method.getName().equals("close");
    }

    private @Nullable Object called(Method method, Object @Nullable [] arguments) throws Throwable {
      try {
        return method.invoke(connection, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }

    @Override
    public String getBatchDelimiter() {
      return "";
    }

    @Override
    public String getUrl() {
      return "";
    }
  }
}
