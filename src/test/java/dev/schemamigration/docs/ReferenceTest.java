package dev.schemamigration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.app.SettingNames;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page holds every field of the resource, in the words of the definition. */
class ReferenceTest {
  private static final Path REFERENCE = Path.of("docs/reference.md");
  private static final Path DEFINITION =
      Path.of("crds/schemamigrations.schemamigration.dev-v1.yml");
  private static final String BEGIN = "<!-- fields: written by ReferenceTest -->\n";

  @Test
  void everyFieldIsThere() throws IOException {
    var text = Files.readString(REFERENCE);
    var kept = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    var expected = kept + tables();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(REFERENCE, expected);
      text = expected;
    }

    assertThat(text).as("run with -Dgolden.update=true and commit the result").isEqualTo(expected);
  }

  @Test
  void everySettingIsThere() throws IOException {
    assertThat(SettingNames.ofOperator())
        .allSatisfy(name -> assertThat(Files.readString(REFERENCE)).contains("| `" + name + "` |"));
  }

  private static String tables() throws IOException {
    var definition =
        Serialization.unmarshal(Files.readString(DEFINITION), CustomResourceDefinition.class);
    var schema = definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    return table("spec", schema) + table("status", schema);
  }

  private static String table(String root, JSONSchemaProps schema) {
    return "\n### `%s`\n\n| field | type | default | meaning |\n| --- | --- | --- | --- |\n%s"
        .formatted(root, rows(root, schema.getProperties().get(root)));
  }

  private static String rows(String path, JSONSchemaProps schema) {
    return schema.getProperties().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(field -> row(path + "." + field.getKey(), field.getValue()))
        .collect(Collectors.joining());
  }

  private static String row(String path, JSONSchemaProps field) {
    var deeper =
        field.getItems() == null
            ? rows(path, field)
            : rows(path + "[]", field.getItems().getSchema());
    return "| `%s` | %s | %s | %s |\n%s"
        .formatted(
            path,
            type(field),
            field.getDefault() == null ? "" : "`" + field.getDefault().asText() + "`",
            field.getDescription().replace("|", "\\|"),
            deeper);
  }

  private static String type(JSONSchemaProps field) {
    if (!field.getEnum().isEmpty()) {
      return field.getEnum().stream()
          .map(value -> "`" + value.asText() + "`")
          .collect(Collectors.joining(", "));
    }
    if (field.getItems() != null) {
      return "list";
    }
    return field.getAdditionalProperties() != null ? "map" : field.getType();
  }
}
