package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes with which {@code make build} lets commands start sooner. */
class ClassArchiveE2E {
  private static final Path ARCHIVE = Path.of("target", "quarkus-app", "schemactl.jsa");

  @TempDir private Path folder;

  @Test
  void commandsTakeTheirClassesFromItAndDoWithoutOneThatDoesNotFit() throws IOException {
    Files.deleteIfExists(ARCHIVE);
    var without = heads("");
    assertThat(without).isEqualTo(new ProgramResult(0, "002 (head)\n", ""));

    assertThat(ProgramResult.toEnd(new ProcessBuilder("hack/class-archive")))
        .isEqualTo(new ProgramResult(0, "", ""));
    var classes = folder.resolve("classes.txt");
    assertThat(heads("-Xlog:class+load:file=" + classes)).isEqualTo(without);
    var loaded = Files.readAllLines(classes);
    assertThat(loaded.stream().filter(line -> line.contains("shared objects file")).count())
        .isGreaterThan(loaded.size() * 9 / 10);
    assertThat(loaded)
        .filteredOn(line -> line.contains(" dev.schemamigration.cli.SchemaCtl "))
        .singleElement()
        .asString()
        .contains("shared objects file");

    Files.writeString(ARCHIVE, "no archive");
    assertThat(heads("")).isEqualTo(without);
    Files.delete(ARCHIVE);
  }

  private static ProgramResult heads(String option) {
    var builder =
        new ProcessBuilder("bin/schemactl", "heads", "--source", "bundled:spot-optimizer");
    builder.environment().put("SCHEMACTL_JAVA_OPTS", option);
    return ProgramResult.toEnd(builder);
  }
}
