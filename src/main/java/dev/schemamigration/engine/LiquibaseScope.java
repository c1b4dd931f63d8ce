package dev.schemamigration.engine;

import java.util.Map;
import java.util.logging.Level;
import liquibase.Scope;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Runs Liquibase code so that it says nothing: its log would hold SQL with all literals. What goes
 * wrong comes back as an exception.
 */
final class LiquibaseScope {
  static {
    System.setProperty("liquibase.analytics.enabled", "false");
  }

  private LiquibaseScope() {}

  /** Work that returns something. */
  interface Work<T> {
    T run() throws Exception;
  }

  /** Runs {@code work}; runtime exceptions and checked ones come out as they are. */
  static <T> T call(ResourceAccessor files, Work<T> work) throws Exception {
    return Scope.child(
        Map.of(
            Scope.Attr.resourceAccessor.name(), files,
            Scope.Attr.ui.name(), new LoggerUIService(),
            Scope.Attr.logService.name(), new Silence()),
        work::run);
  }

  private static final class Silence extends AbstractLogService {
    @Override
    public int getPriority() {
      return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    public Logger getLog(Class clazz) {
      return new AbstractLogger() {
        @Override
        public void log(Level level, String message, Throwable e) {
          // said nowhere, on purpose
        }
      };
    }
  }
}
