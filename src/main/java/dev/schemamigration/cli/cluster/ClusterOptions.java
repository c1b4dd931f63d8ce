package dev.schemamigration.cli.cluster;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that name a cluster and a namespace, as kubectl calls them. */
public class ClusterOptions {
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Its namespace (default: that of the context, or of the pod).")
  private @Nullable String namespace;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = {
        "The cluster (default: $KUBECONFIG, ~/.kube/config, or that in which",
        "the command runs)."
      })
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "A context of the kubeconfig (default: the current one).")
  private @Nullable String context;

  Optional<String> namespace() {
    return Optional.ofNullable(namespace);
  }

  Optional<Path> kubeconfig() {
    return Optional.ofNullable(kubeconfig);
  }

  Optional<String> context() {
    return Optional.ofNullable(context);
  }
}
