package dev.schemamigration.demo;

import dev.schemamigration.local.KubernetesBinaries;
import dev.schemamigration.local.LocalKubernetes;
import dev.schemamigration.local.LocalPostgres;
import dev.schemamigration.local.OperatorProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What the demo runs on: Postgres, a Kubernetes API with the operator's own manifests applied, and
 * the packaged operator with the permissions that those manifests give it.
 *
 * @param project the clone, with {@code deploy/} and what is built
 */
record DemoEnvironment(
    Path project, LocalPostgres postgres, LocalKubernetes kubernetes, OperatorProcess operator)
    implements AutoCloseable {
  private static final String NAMESPACE = "schema-migration-system";
  private static final String ACCOUNT = "schema-migration-operator";

  /**
   * Starts everything.
   *
   * @param folder for data and logs
   * @throws IllegalStateException with the end of the log of what did not start
   */
  static DemoEnvironment start(Path project, KubernetesBinaries binaries, Path folder) {
    var jar = project.resolve("target/quarkus-app/quarkus-run.jar");
    if (Files.notExists(jar)) {
      throw new IllegalStateException(jar + " is not there; \"make build\" makes it");
    }
    var started = new ArrayList<AutoCloseable>();
    try {
      var later =
          CompletableFuture.supplyAsync(() -> LocalPostgres.start(folder.resolve("postgres")));
      var kubernetes = LocalKubernetes.start(binaries, folder);
      started.add(kubernetes);
      var postgres = later.join();
      started.add(postgres);
      kubernetes.kubectlIn(project, "", List.of("apply", "-k", "deploy")).orThrow();
      kubernetes
          .kubectl(
              "wait",
              "--for=condition=Established",
              "crd/schemamigrations.schemamigration.dev",
              "--timeout=30s")
          .orThrow();
      var kubeconfig = kubernetes.kubeconfigOf(NAMESPACE, ACCOUNT);
      return new DemoEnvironment(
          project, postgres, kubernetes, OperatorProcess.start(jar, kubeconfig, NAMESPACE, folder));
    } catch (RuntimeException e) {
      started.reversed().forEach(DemoEnvironment::close);
      throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause
          ? cause
          : e;
    }
  }

  /** Keeps all processes running after this one; their ids go to a file, one a line. */
  void leaveRunning(Path pids) {
    var all = new ArrayList<Long>();
    all.add(operator.pid());
    all.addAll(kubernetes.pids());
    all.add(postgres.pid());
    try {
      Files.write(pids, all.stream().map(String::valueOf).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    operator.leaveRunning();
    kubernetes.leaveRunning();
    postgres.leaveRunning();
  }

  @Override
  public void close() {
    operator.close();
    kubernetes.close();
    postgres.close();
  }

  private static void close(AutoCloseable started) {
    try {
      started.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
