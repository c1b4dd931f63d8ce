package dev.schemamigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import dev.schemamigration.local.LocalKubernetes;
import dev.schemamigration.testing.ClusterTest;
import dev.schemamigration.testing.ClusterTest.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Installs the operator by the commands of the README, as they are written there; the registry is
 * the only placeholder. The chart comes first, since it finds its objects in the way otherwise.
 */
@ClusterTest(Environment.OWN)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReadmeInstallKubeIT {
  private static final String SECTION = "Install on a cluster";
  private static final Pattern HELM =
      Pattern.compile(
          "helm install (\\S+) (\\S+) --namespace (\\S+) --create-namespace --set (\\S+)=(\\S+)");
  private static final String IMAGE = "registry.example/schema-migration-operator";

  private final LocalKubernetes kubernetes;

  @TempDir private Path folder;

  ReadmeInstallKubeIT(LocalKubernetes kubernetes) {
    this.kubernetes = kubernetes;
  }

  @Test
  @Order(1)
  void theChart() throws IOException {
    var command =
        PageCommands.of("README.md", SECTION).block(1).replaceAll("\\s+\\\\?\\s*", " ").strip();
    var parts = HELM.matcher(command);
    assertThat(parts.matches()).as(command).isTrue();

    new Helm(Path.of(parts.group(2)))
        .install()
        .withName(parts.group(1))
        .withNamespace(parts.group(3))
        .createNamespace()
        .set(parts.group(4), parts.group(5).replace("REGISTRY", "registry.example"))
        .withKubeConfig(kubernetes.adminKubeconfig())
        .call();

    assertInstalled();
    Helm.uninstall(parts.group(1))
        .withNamespace(parts.group(3))
        .withKubeConfig(kubernetes.adminKubeconfig())
        .call();
  }

  @Test
  @Order(2)
  void theManifests() throws IOException {
    for (var part : new String[] {"deploy", "crds"}) {
      copy(Path.of(part));
    }

    PageCommands.run(
            kubernetes,
            folder,
            kubernetes.adminKubeconfig(),
            PageCommands.of("README.md", SECTION).block(0),
            Map.of("REGISTRY", "registry.example"))
        .orThrow();

    assertInstalled();
  }

  private void assertInstalled() {
    kubernetes
        .kubectl(
            "wait",
            "--for=condition=Established",
            "--timeout=30s",
            "crd/schemamigrations.schemamigration.dev")
        .orThrow();
    var image =
        kubernetes.kubectl(
            "get",
            "deployments",
            "-n",
            "schema-migration-system",
            "-o",
            "jsonpath={.items[*].spec.template.spec.containers[*].image}");
    assertThat(image.orThrow().out()).isEqualTo(IMAGE + ":0.1.0");
  }

  private void copy(Path from) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, folder.resolve(file.toString()));
      }
    }
  }
}
