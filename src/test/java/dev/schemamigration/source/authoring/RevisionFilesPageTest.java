package dev.schemamigration.source.authoring;

import static dev.schemamigration.source.SourceFiles.files;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.revision.Revision;
import dev.schemamigration.source.PlainLiquibase;
import dev.schemamigration.source.RevisionFile;
import dev.schemamigration.source.SourceFiles;
import dev.schemamigration.source.SourceLimits;
import dev.schemamigration.source.file.HeaderKey;
import dev.schemamigration.source.file.Identifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds docs/revision-files.md to the code. */
class RevisionFilesPageTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)`(\\d\\S+)`[^`]*?(?:`#`[^`]*)?:\n\n```\\w+\n(.*?)```");
  private static final Pattern MISTAKE =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]*; [^|]*) \\|$");
  private static final Pattern KEY = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");
  private static final Pattern VARIABLE = Pattern.compile("`\\$\\{(\\w+)}`");

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/revision-files.md"));
  }

  private static SourceFiles examples() throws IOException {
    var files = files();
    EXAMPLE.matcher(page()).results().forEach(it -> files.with(it.group(1), it.group(2)));
    return files;
  }

  @Test
  void itsExamplesAreOneHistory() throws IOException {
    var bundle = examples().read();

    assertThat(bundle.files())
        .extracting(RevisionFile::path)
        .containsExactly(
            "001_users.sql", "002_mail.yaml", "003_orders.xml", "004_drop_old_orders.json");
    assertThat(bundle.graph().heads()).containsExactly("004");
    assertThat(bundle.find("004").orElseThrow().irreversible()).isTrue();
    assertThat(bundle.find("003").orElseThrow().revision().branchLabels())
        .containsExactly("orders");
  }

  @Test
  void liquibaseReadsItsExamples(@TempDir Path folder) throws Exception {
    for (var example : examples().bytes().entrySet()) {
      Files.write(folder.resolve(example.getKey()), example.getValue());
    }

    assertThat(PlainLiquibase.changeSetsOfAll(folder)).hasSize(4);
  }

  @Test
  void itListsEveryKey() throws IOException {
    assertThat(KEY.matcher(page()).results().map(it -> it.group(1)))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(HeaderKey.values()).map(HeaderKey::text).toList());
  }

  static Stream<List<String>> mistakes() throws IOException {
    return MISTAKE.matcher(page()).results().map(it -> List.of(it.group(1), it.group(2)));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void itsMessagesAreTheRealOnes(List<String> mistake) {
    assertThatThrownBy(() -> files().withHeader("2_b.sql", "-- " + mistake.getFirst()).read())
        .hasMessage("test: 2_b.sql line 2: " + mistake.getLast());
  }

  @Test
  void itsLimitsAreTheRealOnes() throws IOException {
    assertThat(page().replaceAll("\\s+", " "))
        .contains(
            "at most %,d files of %d MiB each, %d MiB together, in folders at most %d deep"
                .formatted(
                    SourceLimits.FILES,
                    SourceLimits.FILE_BYTES >> 20,
                    SourceLimits.TOTAL_BYTES >> 20,
                    SourceLimits.DEPTH))
        .contains("at most %d of them".formatted(Identifier.MAX_LENGTH));
  }

  @Test
  void itsTemplateVariablesAreAllFilledIn() throws IOException {
    var variables =
        VARIABLE.matcher(page()).results().map(it -> it.group(1)).filter(it -> !it.equals("name"));
    var text = String.join("\n", variables.map("${%s}"::formatted).toList());
    var node = new Revision("2", List.of("1"), List.of("x"), List.of("y"), "m");

    var rendered =
        RevisionTemplate.of(text).render(new NewRevision(node, Instant.EPOCH, "up", "down"));

    assertThat(rendered)
        .isEqualTo(
            "m\n2\n1\nx\ny\n1970-01-01T00:00:00Z\nup\n--rollback down\n"
                + "--changeset schemactl:2\nup\n--rollback down\n\n2\n");
  }
}
