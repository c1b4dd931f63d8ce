package dev.schemamigration.cli.cluster;

import static dev.schemamigration.testing.SchemactlProcess.schemactl;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is told of no resource starts without the classes of Kubernetes. */
class LoadedClassesE2E {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "wait --help",
        "history --source bundled:spot-optimizer",
        "wait --at-least 001 --timeout 1ms --database-url postgresql://nobody@127.0.0.1:1/nowhere",
      })
  void nothingOfKubernetesIsLoaded(String command) throws IOException {
    assertThat(loadedBy(command.contains("--at-least") ? 3 : 0, command))
        .anyMatch(line -> line.contains(" dev.schemamigration.cli.SchemaCtl "))
        .noneMatch(line -> line.contains(" io.fabric8.") || line.contains(" io.netty."))
        .noneMatch(line -> line.contains(" dev.schemamigration.crd."));
  }

  @Test
  void withAResourceItIs() throws IOException {
    var config = Files.writeString(folder.resolve("empty"), "kind: Config\napiVersion: v1\n");

    assertThat(loadedBy(3, "compatible 001 -n shop --resource a --kubeconfig " + config))
        .anyMatch(line -> line.contains(" io.fabric8."));
  }

  private List<String> loadedBy(int exitCode, String command) throws IOException {
    var list = folder.resolve("classes");
    schemactl(Map.of("SCHEMACTL_JAVA_OPTS", "-Xlog:class+load:file=" + list), command.split(" "))
        .requireEnd(exitCode);
    return Files.readAllLines(list);
  }
}
