package dev.schemamigration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {
  @Test
  void withoutSettingsTheOperatorStarts() {
    assertThat(findings(Map.of())).isEmpty();
    assertThat(findings(Map.of("SCHEMA_MIGRATION_WORKERS", " ", "DATABASE_URL", ""))).isEmpty();
  }

  @Test
  void goodSettingsAreTaken() {
    assertThat(
            findings(
                Map.of(
                    "SCHEMA_MIGRATION_WORKERS", "12",
                    "SCHEMA_MIGRATION_GRACE", "500ms",
                    "SCHEMA_MIGRATION_FIRST_RETRY", "PT2S",
                    "SCHEMA_MIGRATION_LEADER_ELECTION", "TRUE",
                    "SCHEMA_MIGRATION_WATCH_NAMESPACES", "a, b-2,",
                    "SCHEMA_MIGRATION_DATABASE_NAMESPACES", "a",
                    "DATABASE_URL", "postgresql://app:pw@db:5432/orders",
                    "POD_NAMESPACE", "system",
                    "QUARKUS_HTTP_PORT", "0")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=b",
        "a==b, c!=d",
        "!operator",
        "team in (orders, billing),!old",
        "example.com/team notin (a)",
        "present"
      })
  void labelSelectorsAreTaken(String selector) {
    assertThat(findings(Map.of("SCHEMA_MIGRATION_SELECTOR", selector))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SCHEMA_MIGRATION_WORKERS|many|is no whole number of at least 1; give one, such as 8",
        "SCHEMA_MIGRATION_WORKERS|0|is no whole number of at least 1; give one, such as 8",
        "SCHEMA_MIGRATION_LOOKS|99999999999|is no whole number of at least 1; give one, such as 32",
        "SCHEMA_MIGRATION_PER_SERVER|-1|is no whole number of at least 1; give one, such as 16",
        "SCHEMA_MIGRATION_GRACE|soon|is no duration; write one such as 25s",
        "SCHEMA_MIGRATION_CONNECT_TIMEOUT|-1s|is no duration; write one such as 10s",
        "SCHEMA_MIGRATION_LEADER_ELECTION|ture|is neither true nor false; write one of them",
        "SCHEMA_MIGRATION_LOG_JSON|json|is neither true nor false; write one of them",
        "SCHEMA_MIGRATION_SELECTOR|a in b|is no label selector; write it as for kubectl -l, such as"
            + " team=orders",
        "SCHEMA_MIGRATION_WATCH_NAMESPACES|C!|is no name of a namespace; write names of lower-case"
            + " letters, digits and hyphens, separated by commas",
        "SCHEMA_MIGRATION_DATABASE_NAMESPACES|*|is no name of a namespace; write names of lower-case"
            + " letters, digits and hyphens, separated by commas",
        "POD_NAMESPACE|a b|is no name of a namespace; write names of lower-case letters, digits and"
            + " hyphens, separated by commas",
        "QUARKUS_HTTP_PORT|http|is no whole number of at least 0; give one, such as 8080",
        "KUBECONFIG|/none/here|is no file that can be read; name another, or unset it in a pod"
      })
  void aBadValueIsNamedWithItsSettingAndTheRemedy(String variable, String value, String what) {
    assertThat(findings(Map.of(variable, value)))
        .containsExactly(variable + ": \"" + value + "\" " + what);
  }

  @Test
  void aDatabaseUrlIsRefusedWithoutItsPassword() {
    assertThat(findings(Map.of("DATABASE_URL", "postgresql://u:s3cr3t@h:notaport/db")))
        .singleElement()
        .asString()
        .startsWith("DATABASE_URL: ")
        .doesNotContain("s3cr3t");
  }

  @Test
  void allBadSettingsAreNamedAtOnceOnALineEach() {
    assertThat(
            findings(
                Map.of("SCHEMA_MIGRATION_WORKERS", "a\nb", "SCHEMA_MIGRATION_GRACE", "\u001b[2J")))
        .containsExactly(
            "SCHEMA_MIGRATION_GRACE: \"\\x1b[2J\" is no duration; write one such as 25s",
            "SCHEMA_MIGRATION_WORKERS: \"a\\x0ab\" is no whole number of at least 1; give one, such"
                + " as 8");
  }

  @Test
  void aKubeconfigThatIsNoneIsNamed(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("config"), "nonsense: [");

    assertThat(findings(Map.of("KUBECONFIG", file.toString())))
        .containsExactly(
            "KUBECONFIG: \""
                + file
                + "\" names no server for its current context; write clusters, contexts and"
                + " current-context");
  }

  private static List<String> findings(Map<String, String> environment) {
    return SettingsCheck.findings(environment::get);
  }
}
