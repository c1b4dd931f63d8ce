package dev.schemamigration.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.local.ProcessResult;
import dev.schemamigration.testing.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code make demo} runs, with the packaged operator. */
class DemoE2E {
  @TempDir Path scratch;

  @Test
  void theStoryEndsWellAndWhatIsLeftRunningAnswersUntilItIsStopped() {
    var ran = run(List.of("hack/demo"), Map.of("KEEP", "1"));
    try {
      assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
      requireTheStory(ran);
      requireAnswers(ran);
    } finally {
      assertThat(run(List.of("hack/demo", "--stop")).exitCode()).isZero();
    }
    assertThat(processesOf(folderOf(ran))).isEmpty();
  }

  private static void requireTheStory(ProcessResult ran) {
    assertThat(ran.out().lines().filter(it -> it.startsWith("== ")))
        .containsExactly(
            "== 1. Two databases and their Secrets ==",
            "== 2. To head ==",
            "== 3. Down to 001 ==",
            "== 4. A broken revision ==",
            "== 5. A rotated password ==",
            "== 6. A file that is gone ==",
            "== 7. Back to base ==");
    assertThat(ran.out()).doesNotContain("FAIL");
    assertThat(ran.out()).containsPattern("All 7 steps went as they should, in \\d+ seconds\\.\n");
    assertThat(ran.out().lines().filter(it -> it.equals("$ kubectl get schemamigrations")))
        .hasSize(9);
    assertThat(ran.out())
        .containsPattern("NAME +READY +REASON +CURRENT +TARGET +SUSPENDED +AGE\n")
        .containsPattern("spot-optimizer +True +Succeeded +002 +002 +false +\\d+s\n")
        .containsPattern("orders +False +MigrationFailed +001 +002 +false +\\d+s\n")
        .containsPattern("orders +False +SourceShrank +002 +001 +false +\\d+s\n")
        .containsPattern("spot-optimizer +False +AuthenticationFailed +001 ")
        .containsPattern("spot-optimizer +True +Succeeded +base +base +false +\\d+s\n");
    assertThat(normalised(ran.out())).contains(normalised(readme()).toArray(String[]::new));
  }

  private static void requireAnswers(ProcessResult ran) {
    var environment =
        ran.out().replaceAll("(?s).*export KUBECONFIG=(\\S+) PATH=(\\S+):.*", "$1 $2");
    var kubeconfig = environment.split(" ")[0];
    var kubectl = Path.of(environment.split(" ")[1], "kubectl").toString();
    var answer = run(List.of(kubectl, "get", "schemamigrations"), Map.of("KUBECONFIG", kubeconfig));
    assertThat(answer.out()).containsPattern("spot-optimizer +True +Succeeded +base");
    assertThat(ran.out()).contains("psql postgresql://postgres@127.0.0.1:");
  }

  @Test
  void aStepThatGoesAnotherWayIsAFailureAndNothingIsLeftRunning() throws IOException {
    copy(Path.of("deploy"));
    copy(Path.of("crds"));
    Files.createDirectories(scratch.resolve("target"));
    Files.createSymbolicLink(
        scratch.resolve("target/quarkus-app"), Path.of("target/quarkus-app").toAbsolutePath());
    var sample = scratch.resolve("deploy/examples/spot-optimizer.yaml");
    Files.writeString(sample, Files.readString(sample).replace("target: head", "target: \"001\""));

    var ran =
        run(
            List.of(
                "bin/schemactl",
                "demo",
                "--project=" + scratch,
                "--kubernetes=" + ApiServer.binaries()));

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out())
        .contains("  FAIL status: expected True Succeeded at 002, found True Succeeded at 001\n")
        .contains("  FAIL rows of 002: expected 1 user, 4 templates, found 0 users, 0 templates\n")
        .contains("Not as it should be: see FAIL above.");
    assertThat(processesOf(scratch)).isEmpty();
  }

  /** What the README shows of it. */
  private static String readme() {
    try {
      return Files.readString(Path.of("README.md")).replaceAll("(?s).*?```text\n(.*?)```.*", "$1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its lines, without what time changes. */
  private static List<String> normalised(String text) {
    return text.lines()
        .map(it -> it.replaceAll("\\d+s$", "AGE").replaceAll("in \\d+ seconds", "in N seconds"))
        .map(it -> it.replaceAll(" +", " "))
        .toList();
  }

  private static ProcessResult run(List<String> command) {
    return run(command, Map.of());
  }

  private static ProcessResult run(List<String> command, Map<String, String> environment) {
    var builder = new ProcessBuilder(command);
    builder.environment().put("KUBEBUILDER_ASSETS", ApiServer.binaries().toString());
    builder.environment().putAll(environment);
    return ProcessResult.of(builder, "");
  }

  private static Path folderOf(ProcessResult ran) {
    return Path.of(ran.out().replaceAll("(?s).*logs are in (\\S+).*", "$1"));
  }

  private static List<String> processesOf(Path folder) {
    return ProcessHandle.allProcesses()
        .flatMap(it -> it.info().commandLine().stream())
        .filter(it -> it.contains(folder.toString()))
        .toList();
  }

  private void copy(Path folder) throws IOException {
    try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      for (var file : files.toList()) {
        Files.copy(file, scratch.resolve(file.toString()));
      }
    }
  }
}
