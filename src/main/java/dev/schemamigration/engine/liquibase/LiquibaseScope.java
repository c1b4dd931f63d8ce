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
 * Runs Liquibase code so that it says nothing: its log would hold SQL with all literals. What goes
 * wrong comes back as an exception.
 */
public final class LiquibaseScope {
  private static final Map<String, Object> QUIET =
      Map.of(
          Scope.Attr.ui.name(), new LoggerUIService(),
          Scope.Attr.logService.name(), new Silence(),
          // Nothing is ever sent; without one the parser would throw and catch for each file.
          Scope.Attr.analyticsEvent.name(), new Event(""),
          AnalyticsArgs.ENABLED.getKey(), false);

  /**
   * What every thread works in. Left to itself Liquibase would have a thread begin in the scope of
   * the one that started it, with its files, or else look for everything anew, the process too.
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
   * Takes system properties and the environment of this process away from Liquibase, so that a
   * changelog means the same wherever it is read. Liquibase would look into both at every turn.
   */
  private static void forgetTheProcess(LiquibaseConfiguration configuration) {
    List.copyOf(configuration.getProviders()).stream()
        .filter(it -> !(it instanceof ScopeValueProvider))
        .forEach(configuration::unregisterProvider);
    // It notes the last value of each setting in a map that is not made for several threads; after
    // this, nothing is ever added to that.
    configuration
        .getRegisteredDefinitions(false)
        .forEach(ConfigurationDefinition::getCurrentConfiguredValue);
  }

  /** Work that returns something. */
  public interface Work<T> {
    T run() throws Exception;
  }

  /** One of the objects that Liquibase has once. */
  static <T extends SingletonObject> T singleton(Class<T> type) {
    Scope.setScopeManager(THREADS);
    return Scope.getCurrentScope().getSingleton(type);
  }

  /** Runs {@code work}; runtime exceptions and checked ones come out as they are. */
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
          // said nowhere, on purpose
        }
      };
    }
  }
}
