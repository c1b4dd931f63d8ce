package dev.schemamigration.engine.liquibase;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import liquibase.Scope;
import liquibase.ScopeManager;
import liquibase.SingletonObject;
import liquibase.SingletonScopeManager;
import liquibase.ThreadLocalScopeManager;
import liquibase.analytics.Event;
import liquibase.analytics.configuration.AnalyticsArgs;
import liquibase.configuration.ConfigurationDefinition;
import liquibase.configuration.LiquibaseConfiguration;
import liquibase.configuration.core.ScopeValueProvider;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import liquibase.resource.ResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * Runs code of Liquibase in a scope without logging, because its log would hold SQL with all
 * literals. Failures are thrown as exceptions.
 */
public final class LiquibaseScope {
  private static final Map<String, Object> QUIET =
      Map.of(
          Scope.Attr.ui.name(), new LoggerUIService(),
          Scope.Attr.logService.name(), new Silence(),
          // Never sent; without an event the parser would throw and catch for each file.
          Scope.Attr.analyticsEvent.name(), new Event(""),
          AnalyticsArgs.ENABLED.getKey(), false);

  /**
   * The scopes of all threads. By default Liquibase would start a thread in the scope of the one
   * that created it, with its files, or would detect everything again, the environment included.
   */
  private static final ScopeManager THREADS = new ThreadLocalScopeManager(root());

  private LiquibaseScope() {}

  private static Scope root() {
    Scope.setScopeManager(new SingletonScopeManager());
    var root = Scope.getCurrentScope();
    forgetTheProcess(root.getSingleton(LiquibaseConfiguration.class));
    return root;
  }

  /**
   * Removes Liquibase's access to the system properties and the environment of this process, which
   * it would read at every lookup, so that a changelog means the same in every process.
   */
  private static void forgetTheProcess(LiquibaseConfiguration configuration) {
    List.copyOf(configuration.getProviders()).stream()
        .filter(it -> !(it instanceof ScopeValueProvider))
        .forEach(configuration::unregisterProvider);
    // Liquibase caches the last value of each setting in a map that is not thread-safe; after this,
    // nothing is added to it.
    configuration
        .getRegisteredDefinitions(false)
        .forEach(ConfigurationDefinition::getCurrentConfiguredValue);
  }

  /** Work that returns something. */
  public interface Work<T> {
    T run() throws Exception;
  }

  /** Returns a singleton of Liquibase. */
  static <T extends SingletonObject> T singleton(Class<T> type) {
    Scope.setScopeManager(THREADS);
    return Scope.getCurrentScope().getSingleton(type);
  }

  /** Runs {@code work}; its exceptions are not wrapped. */
  public static <T> T call(ResourceAccessor files, Work<T> work) throws Exception {
    var values = new HashMap<>(QUIET);
    values.put(Scope.Attr.resourceAccessor.name(), files);
    Scope.setScopeManager(THREADS);
    return Scope.child(values, work::run);
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
          // discarded, because it may hold literals
        }
      };
    }
  }
}
