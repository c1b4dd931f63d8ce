package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar and the archive of classes with which {@code make build} lets commands start sooner. */
class ClassArchiveE2E {
  private static final Path APP = Path.of("target", "quarkus-app");
  private static final Path JAR = APP.resolve("schemactl.jar");

  @TempDir private Path folder;

  @BeforeAll
  static void make() throws IOException {
    remove();
    assertThat(ProgramResult.toEnd(new ProcessBuilder("hack/class-archive")))
        .isEqualTo(new ProgramResult(0, "", ""));
  }

  /** The other tests run on what the build has packaged. */
  @AfterAll
  static void remove() throws IOException {
    for (var name : List.of("schemactl.jar", "schemactl.aot", "schemactl.jsa")) {
      Files.deleteIfExists(APP.resolve(name));
    }
  }

  @Test
  void classesComeFromTheArchiveOrFromTheJarWhereItDoesNotFit() throws IOException {
    var classes = folder.resolve("classes.txt");
    var heads = heads("-Xlog:class+load:file=" + classes);

    assertThat(heads).isEqualTo(new ProgramResult(0, "002 (head)\n", ""));
    var loaded = Files.readAllLines(classes);
    assertThat(loaded.stream().filter(line -> line.contains("shared objects file")).count())
        .isGreaterThan(loaded.size() * 9 / 10);
    assertThat(loaded)
        .filteredOn(line -> line.contains(" dev.schemamigration.cli.SchemaCtl "))
        .singleElement()
        .asString()
        .contains("shared objects file");

    var archive =
        Files.exists(APP.resolve("schemactl.aot"))
            ? APP.resolve("schemactl.aot")
            : APP.resolve("schemactl.jsa");
    var kept = Files.move(archive, folder.resolve("kept"));
    Files.writeString(archive, "no archive");
    assertThat(heads("")).isEqualTo(heads);
    Files.delete(archive);
    Files.move(kept, archive);
  }

  /** Each part of the program once: the jar has what they need, and prints nothing of its own. */
  @Test
  void theJarHasWhatCommandsNeed() throws IOException {
    var commands =
        List.of(
            List.of("history", "--source", "bundled:spot-optimizer", "-o", "json"),
            List.of("history", "--source", "bundled:spot-optimizer", "--format", "svg"),
            List.of("plan", "head", "--source", "bundled:spot-optimizer", "--embedded"),
            List.of("show", "001", "--source", "bundled:spot-optimizer"),
            List.of("completion", "bash"));
    var quick = results(commands);
    assertThat(quick).extracting(ProgramResult::exitCode).containsOnly(0);
    var verified = schemactl("", List.of("verify", "--source", "bundled:spot-optimizer"));
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();

    var kept = Files.move(JAR, folder.resolve("schemactl.jar"));
    assertThat(results(commands)).isEqualTo(quick);
    Files.move(kept, JAR);
  }

  private static List<ProgramResult> results(List<List<String>> commands) {
    return commands.stream().map(it -> schemactl("", it)).toList();
  }

  private static ProgramResult heads(String option) {
    return schemactl(option, List.of("heads", "--source", "bundled:spot-optimizer"));
  }

  private static ProgramResult schemactl(String option, List<String> arguments) {
    var command = new ArrayList<>(List.of("bin/schemactl"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    builder.environment().put("SCHEMACTL_JAVA_OPTS", option);
    return ProgramResult.toEnd(builder);
  }
}
