package dev.schemamigration.crd.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaMigrationCrdTest {
  private static final Path COMMITTED = Path.of("crds/schemamigrations.schemamigration.dev-v1.yml");
  private static final JSONSchemaProps SCHEMA =
      GeneratedCrd.version().getSchema().getOpenAPIV3Schema();

  @Test
  void theCommittedDefinitionIsTheGeneratedOne() throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(COMMITTED, GeneratedCrd.yaml());
    }
    assertThat(Files.readString(COMMITTED))
        .as("run \"make crds\" and commit the result")
        .isEqualTo(GeneratedCrd.yaml());
  }

  @Test
  void itStaysBelow64Kilobytes() {
    assertThat(GeneratedCrd.yaml()).hasSizeLessThan(64 * 1024);
  }

  @Test
  void itIsKnownByItsShortNameAndCategory() {
    var names =
        Serialization.unmarshal(GeneratedCrd.yaml(), CustomResourceDefinition.class)
            .getSpec()
            .getNames();

    assertThat(names.getShortNames()).containsExactly("sm");
    assertThat(names.getCategories()).containsExactly("schema");
  }

  @Test
  void columnsComeInTheOrderInWhichTheyAreRead() {
    assertThat(GeneratedCrd.version().getAdditionalPrinterColumns())
        .extracting(
            CustomResourceColumnDefinition::getName, CustomResourceColumnDefinition::getPriority)
        .containsExactly(
            tuple("READY", 0),
            tuple("REASON", 0),
            tuple("CURRENT", 0),
            tuple("TARGET", 0),
            tuple("SUSPENDED", 0),
            tuple("AGE", 0),
            tuple("PENDING", 1),
            tuple("DATABASE", 1),
            tuple("MESSAGE", 1));
  }

  @Test
  void everyFieldIsDescribed() {
    assertThat(fields("", SCHEMA))
        .filteredOn(field -> field.schema().getDescription() == null)
        .extracting(Field::path)
        .isEmpty();
  }

  @Test
  void everyListDeclaresHowItIsMerged() {
    assertThat(fields("", SCHEMA))
        .filteredOn(field -> "array".equals(field.schema().getType()))
        .filteredOn(field -> field.schema().getXKubernetesListType() == null)
        .extracting(Field::path)
        .isEmpty();
  }

  @Test
  void everyTextOfTheSpecIsBounded() {
    assertThat(fields(".spec", SCHEMA.getProperties().get("spec")))
        .filteredOn(field -> "string".equals(field.schema().getType()))
        .filteredOn(
            field -> field.schema().getEnum().isEmpty() && field.schema().getMaxLength() == null)
        .extracting(Field::path)
        .isEmpty();
  }

  @Test
  void aBrandNewResourceHasNotBeenObserved() {
    assertThat(SCHEMA.getProperties().get("status").getDefault())
        .hasToString("{\"observedGeneration\":-1}");
  }

  private static List<Field> fields(String path, JSONSchemaProps schema) {
    var found = new ArrayList<Field>();
    schema
        .getProperties()
        .forEach(
            (name, property) -> {
              var here = path + "." + name;
              found.add(new Field(here, property));
              found.addAll(fields(here, property));
              if (property.getItems() != null) {
                found.addAll(fields(here + "[]", property.getItems().getSchema()));
              }
            });
    return found;
  }

  private static org.assertj.core.groups.Tuple tuple(Object... values) {
    return org.assertj.core.api.Assertions.tuple(values);
  }

  private record Field(String path, JSONSchemaProps schema) {}
}
