package dev.schemamigration.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.schemamigration.testing.ApiServer;
import dev.schemamigration.testing.ClusterTest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@ClusterTest
class LocalKubernetesKubeIT {

  @Test
  void whatIsAppliedIsStored(LocalKubernetes kubernetes) {
    kubernetes
        .kubectlWithInput(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: stored}
            data: {key: value}
            """,
            "apply",
            "-f",
            "-")
        .orThrow();

    assertThat(kubernetes.kubectl("get", "configmap", "stored", "-o", "jsonpath={.data.key}").out())
        .isEqualTo("value");
  }

  @Test
  void theOperatorsClientTrustsItsCertificate(LocalKubernetes kubernetes) {
    var config = Config.fromKubeconfig(kubernetes.adminKubeconfig().toFile());

    try (var client = new KubernetesClientBuilder().withConfig(config).build()) {
      assertThat(client.namespaces().withName("default").get()).isNotNull();
    }
  }

  @Test
  void aServiceAccountMayDoWhatItsRoleSaysAndNothingElse(LocalKubernetes kubernetes) {
    kubernetes.kubectl("create", "namespace", "rights").orThrow();
    kubernetes.kubectl("create", "serviceaccount", "reader", "-n", "rights").orThrow();
    kubernetes
        .kubectl("create", "role", "reader", "-n", "rights", "--verb=list", "--resource=configmaps")
        .orThrow();
    kubernetes
        .kubectl(
            "create",
            "rolebinding",
            "reader",
            "-n",
            "rights",
            "--role=reader",
            "--serviceaccount=rights:reader")
        .orThrow();

    var reader = "--kubeconfig=" + kubernetes.kubeconfigOf("rights", "reader");

    assertThat(kubernetes.kubectl(reader, "get", "configmaps").orThrow().exitCode()).isZero();
    assertThat(kubernetes.kubectl(reader, "get", "secrets").err())
        .contains("cannot list resource \"secrets\" in API group \"\" in the namespace \"rights\"");
  }

  @Test
  void nothingIsLeftRunningAfterwards() {
    var kubernetes = ApiServer.own();

    kubernetes.close();

    assertThat(kubernetes.kubectl("get", "namespaces", "--request-timeout=2s").err())
        .contains("refused");
  }

  @Test
  void aServerThatCannotStartSaysItsLastWords() throws IOException {
    var folder = Files.createTempDirectory(Path.of("target"), "broken");
    for (var program : new String[] {"etcd", "kube-apiserver", "kubectl"}) {
      var script = Files.writeString(folder.resolve(program), "#!/bin/sh\necho no; exit 3\n");
      assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    var failure =
        catchThrowable(
            () -> LocalKubernetes.start(new KubernetesBinaries(folder), folder.resolve("run")));

    assertThat(failure).hasMessageStartingWith("etcd ended with exit code 3; the end of ");
    assertThat(failure).hasMessageEndingWith("no");
  }
}
