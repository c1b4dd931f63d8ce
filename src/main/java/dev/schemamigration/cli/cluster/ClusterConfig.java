package dev.schemamigration.cli.cluster;

import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.text.Printable;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Finds the cluster as kubectl does: by a kubeconfig, else the one in which the pod runs. */
final class ClusterConfig {
  private static final int LIMIT_MS = (int) Duration.ofSeconds(10).toMillis();

  private ClusterConfig() {}

  /**
   * @throws FailureException when no cluster is named, or by something that cannot be read
   */
  static Config of(ClusterOptions options) {
    var config = found(options);
    options
        .context()
        .filter(name -> !isCurrent(config, name))
        .ifPresent(
            name -> {
              throw usage("--context: no kubeconfig has a context \"" + name + "\"");
            });
    // Who asks asks again.
    config.setRequestRetryBackoffLimit(0);
    config.setConnectionTimeout(LIMIT_MS);
    config.setRequestTimeout(LIMIT_MS);
    return config;
  }

  private static Config found(ClusterOptions options) {
    if (options.kubeconfig().isPresent()) {
      return of(options.kubeconfig().get(), options.context());
    }
    try {
      var config = Config.autoConfigure(options.context().orElse(null));
      if (config.getCurrentContext() == null && !runsInCluster()) {
        throw usage("no cluster is named: give --kubeconfig, set KUBECONFIG, or run it in a pod");
      }
      return config;
    } catch (FailureException e) {
      throw e;
    } catch (RuntimeException e) {
      throw usage("the kubeconfig cannot be read: " + why(e));
    }
  }

  private static Config of(Path kubeconfig, Optional<String> context) {
    try {
      return Config.fromKubeconfig(
          context.orElse(null), Files.readString(kubeconfig), kubeconfig.toString());
    } catch (NoSuchFileException e) {
      throw usage(
          "--kubeconfig: " + kubeconfig + " cannot be read: it does not exist; correct the path");
    } catch (IOException | RuntimeException e) {
      throw usage("--kubeconfig: " + kubeconfig + " cannot be read: " + why(e));
    }
  }

  private static boolean runsInCluster() {
    return System.getenv("KUBERNETES_SERVICE_HOST") != null;
  }

  private static boolean isCurrent(Config config, String name) {
    return config.getCurrentContext() != null && name.equals(config.getCurrentContext().getName());
  }

  /** What an exception says, on one line; its kind where it says nothing. */
  static String why(Throwable e) {
    return Printable.line(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }

  private static FailureException usage(String message) {
    return new FailureException(Failure.usage(message));
  }
}
