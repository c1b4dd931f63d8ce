package dev.schemamigration.install;

import static dev.schemamigration.testing.ArgoHealth.CUSTOMIZATION;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.schemamigration.testing.ArgoHealth;
import dev.schemamigration.testing.LuaScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Argo CD is taught, by its own kind of tests: they lie beside the scripts. */
class ArgoCdTest {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path ACTIONS = CUSTOMIZATION.resolve("actions");
  private static final String KIND = "schemamigration.dev_SchemaMigration";

  @TestFactory
  Stream<DynamicTest> everyHealthIsAsItsTestDataSay() throws IOException {
    return all(read(CUSTOMIZATION.resolve("health_test.yaml")).path("tests"))
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.path("inputPath").asText(),
                    () -> {
                      var resource = read(CUSTOMIZATION.resolve(test.path("inputPath").asText()));
                      assertThat(ArgoHealth.of(resource)).isEqualTo(test.path("healthStatus"));
                      ArgoHealth.agreesWithKstatus(resource);
                    }));
  }

  @Test
  void aResourceWithoutAnyStatusIsNotHealthy() throws IOException {
    var resource = (ObjectNode) read(CUSTOMIZATION.resolve("testdata/ready.yaml"));
    resource.remove("status");

    assertThat(ArgoHealth.of(resource).path("status").asText()).isEqualTo("Progressing");

    resource.putObject("status").put("observedGeneration", 2);

    assertThat(ArgoHealth.of(resource).path("status").asText()).isEqualTo("Progressing");
  }

  @Test
  void aResourceThatIsBeingDeletedIsNotHealthy() throws IOException {
    var resource = (ObjectNode) read(CUSTOMIZATION.resolve("testdata/ready.yaml"));
    ((ObjectNode) resource.path("metadata")).put("deletionTimestamp", "2026-03-01T12:00:00Z");

    assertThat(ArgoHealth.of(resource).path("status").asText()).isEqualTo("Progressing");
  }

  @TestFactory
  Stream<DynamicTest> theActionsThatMakeSenseAreOffered() throws IOException {
    var discovery = new LuaScript(ACTIONS.resolve("discovery.lua"));
    return all(read(ACTIONS.resolve("action_test.yaml")).path("discoveryTests"))
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.path("inputPath").asText(),
                    () -> {
                      var resource = read(ACTIONS.resolve(test.path("inputPath").asText()));
                      var expected = YAML.createObjectNode();
                      test.path("result")
                          .forEach(
                              it ->
                                  expected
                                      .putObject(it.path("name").asText())
                                      .set("disabled", it.path("disabled")));
                      assertThat(discovery.run(resource)).isEqualTo(expected);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> anActionChangesOnlyWhatItsNameSays() throws IOException {
    return all(read(ACTIONS.resolve("action_test.yaml")).path("actionTests"))
        .map(
            test ->
                DynamicTest.dynamicTest(
                    test.path("action").asText(),
                    () -> {
                      var before = read(ACTIONS.resolve(test.path("inputPath").asText()));
                      var after = read(ACTIONS.resolve(test.path("expectedOutputPath").asText()));
                      assertThat(action(test.path("action").asText()).run(before)).isEqualTo(after);
                    }));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reconcile requestedAt", "retry forceAt"})
  void anActionThatAsksForALookSetsItsAnnotationAndNoOther(String actionAndAnnotation)
      throws IOException {
    var words = actionAndAnnotation.split(" ");
    var before = read(ACTIONS.resolve("testdata/stalled.yaml"));

    var after = (ObjectNode) action(words[0]).run(before);
    var annotations = after.at("/metadata/annotations");

    assertThat(annotations).hasSize(1);
    assertThat(annotations.path("schemamigration.dev/" + words[1]).asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    ((ObjectNode) after.path("metadata")).remove("annotations");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void theConfigMapHasTheseScripts() throws IOException {
    var data = read(Path.of("deploy", "argocd", "argocd-cm.yaml")).path("data");
    var actions = YAML.readTree(data.path("resource.customizations.actions." + KIND).asText());
    var scripts = new TreeMap<String, String>();
    actions
        .path("definitions")
        .forEach(it -> scripts.put(it.path("name").asText(), it.path("action.lua").asText()));

    assertThat(data.path("resource.customizations.health." + KIND).asText())
        .isEqualTo(Files.readString(CUSTOMIZATION.resolve("health.lua")));
    assertThat(actions.path("discovery.lua").asText())
        .isEqualTo(Files.readString(ACTIONS.resolve("discovery.lua")));
    assertThat(scripts.keySet()).containsExactly("reconcile", "resume", "retry", "suspend");
    for (var script : scripts.entrySet()) {
      assertThat(script.getValue())
          .isEqualTo(Files.readString(ACTIONS.resolve(script.getKey()).resolve("action.lua")));
    }
  }

  private static LuaScript action(String name) {
    return new LuaScript(ACTIONS.resolve(name).resolve("action.lua"));
  }

  private static JsonNode read(Path file) throws IOException {
    return YAML.readTree(Files.readString(file));
  }

  private static Stream<JsonNode> all(JsonNode array) {
    assertThat(array).isNotEmpty();
    return StreamSupport.stream(array.spliterator(), false);
  }
}
