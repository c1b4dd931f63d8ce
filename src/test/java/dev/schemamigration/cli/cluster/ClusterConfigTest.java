package dev.schemamigration.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.cli.output.FailureException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClusterConfigTest {
  @TempDir private Path folder;

  @Test
  void aKubeconfigThatIsNotThereIsNamedAsSuch() {
    var missing = folder.resolve("config");
    var options = new ClusterOptions();
    new CommandLine(options).parseArgs("--kubeconfig", missing.toString());

    assertThatThrownBy(() -> ClusterConfig.of(options))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure().message())
                    .isEqualTo(
                        "--kubeconfig: "
                            + missing
                            + " cannot be read: it does not exist; correct the path"));
  }
}
