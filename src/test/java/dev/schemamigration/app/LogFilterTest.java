package dev.schemamigration.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.UnknownHostException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogFilterTest {
  /** The level of this name that JBoss' loggers use. */
  private static final Level WARN = org.jboss.logmanager.Level.WARN;

  private final LogFilter filter = new LogFilter();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();

  @BeforeEach
  void logWithoutDetails() {
    root.setLevel(Level.INFO);
  }

  @AfterEach
  void restore() {
    root.setLevel(before);
  }

  @Test
  void aFailedTryOfALibraryIsOneLineWithItsCause() {
    var entry =
        entry(
            "io.fabric8.kubernetes.client.informers.impl.cache.Reflector",
            Level.WARNING,
            "listSyncAndWatch failed for secrets, will retry",
            new RuntimeException("outer", new UnknownHostException("api")));

    assertThat(filter.isLoggable(entry)).isTrue();
    assertThat(entry.getThrown()).isNull();
    assertThat(entry.getFormattedMessage())
        .isEqualTo(
            "listSyncAndWatch failed for secrets, will retry: the host api is not known; outside of"
                + " a cluster, name a kubeconfig in KUBECONFIG");
  }

  @Test
  void aMissingRightIsOneLineForAllThatItIsMissingFor() {
    assertThat(filter.isLoggable(forbidden("app-1"))).isTrue();
    assertThat(filter.isLoggable(forbidden("app-2"))).isFalse();

    var first = forbidden("app-1");
    new LogFilter().isLoggable(first);
    assertThat(first.getFormattedMessage())
        .isEqualTo(
            "Uncaught error of app-1: schemamigrations \"app-1\" is forbidden: User \"u\" cannot"
                + " patch; grant it: apply the roles of this version (deploy/rbac, or the chart)");
  }

  @Test
  void aRepetitionIsHeldBackWhateverItsNumbersAre() {
    assertThat(filter.isLoggable(entry("io.vertx.X", Level.WARNING, "blocked for 2543 ms", null)))
        .isTrue();
    assertThat(filter.isLoggable(entry("io.vertx.X", Level.WARNING, "blocked for 99 ms", null)))
        .isFalse();
    assertThat(filter.isLoggable(entry("io.vertx.X", Level.INFO, "blocked for 1 ms", null)))
        .isTrue();
    assertThat(filter.isLoggable(entry("io.vertx.Y", Level.WARNING, "blocked for 1 ms", null)))
        .isTrue();
  }

  @Test
  void whyTheOperatorDoesNotStartIsOneSentence() {
    var entry =
        entry(
            "io.quarkus.runtime.Application",
            Level.SEVERE,
            "Failed to start application",
            new RuntimeException(new java.net.BindException("Address already in use")));

    assertThat(filter.isLoggable(entry)).isTrue();
    assertThat(entry.getFormattedMessage())
        .isEqualTo(
            "the operator cannot start: Address already in use; set QUARKUS_HTTP_PORT to a free"
                + " port");
  }

  @Test
  void aPortThatIsTakenIsOneSentence() {
    var start = "io.quarkus.runtime.Application";
    var entry = entry(start, Level.SEVERE, "Port 1 seems to be in use.", null);

    assertThat(filter.isLoggable(entry)).isTrue();
    assertThat(entry.getFormattedMessage())
        .isEqualTo(
            "the operator cannot start: Port 1 seems to be in use. Set QUARKUS_HTTP_PORT to a free"
                + " port.");
    assertThat(
            filter.isLoggable(
                entry(start, WARN, "Use 'ss -anop | grep 1' to identify the process", null)))
        .isFalse();
    assertThat(
            filter.isLoggable(
                entry(start, WARN, "You can try to kill it with 'kill -9 <pid>'.", null)))
        .isFalse();
  }

  @Test
  void aTraceOfThisProgramStaysAndIsPrintable() {
    var cause = new IllegalStateException("a\n2026-01-01 ERROR forged\u001b[2J");
    var entry = entry("dev.schemamigration.X", Level.SEVERE, "broke: {0}", cause);
    entry.setParameters(new Object[] {"x\u202ey"});

    assertThat(filter.isLoggable(entry)).isTrue();
    assertThat(entry.getFormattedMessage()).isEqualTo("broke: x\\u202ey");
    var trace = new StringWriter();
    entry.getThrown().printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString())
        .startsWith(
            "java.lang.IllegalStateException: a\\x0a2026-01-01 ERROR forged\\x1b[2J"
                + System.lineSeparator()
                + "\tat dev.schemamigration.app.LogFilterTest.");
  }

  @Test
  void theEndOfTheLeaderElectionIsSilent() {
    assertThat(
            filter.isLoggable(
                entry(
                    "io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector",
                    Level.SEVERE,
                    "Exception during leader election",
                    new RuntimeException(new InterruptedException()))))
        .isFalse();
  }

  private static ExtLogRecord forbidden(String name) {
    return entry(
        "io.javaoperatorsdk.operator.processing.event.EventProcessor",
        Level.WARNING,
        "Uncaught error of " + name,
        new RuntimeException(
            new KubernetesClientException(
                "Failure executing: PATCH at: https://x",
                403,
                new StatusBuilder()
                    .withMessage(
                        "schemamigrations \"%s\" is forbidden: User \"u\" cannot patch"
                            .formatted(name))
                    .build())));
  }

  private static ExtLogRecord entry(String logger, Level level, String message, Throwable thrown) {
    var entry =
        new ExtLogRecord(
            level, message, ExtLogRecord.FormatStyle.MESSAGE_FORMAT, LogFilterTest.class.getName());
    entry.setLoggerName(logger);
    entry.setThrown(thrown);
    return entry;
  }
}
