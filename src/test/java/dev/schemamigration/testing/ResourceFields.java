package dev.schemamigration.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fields below {@code spec} in the shipped definition of the resource. */
public final class ResourceFields {
  private static final Path DEFINITION =
      Path.of("crds/schemamigrations.schemamigration.dev-v1.yml");

  private ResourceFields() {}

  /** Their values where only some are allowed, by their paths: {@code spec.database.host}. */
  public static Map<String, List<String>> values() {
    try {
      var definition =
          Serialization.unmarshal(Files.readString(DEFINITION), CustomResourceDefinition.class);
      var schema = definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
      var values = new TreeMap<String, List<String>>();
      put("spec", schema.getProperties().get("spec"), values);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(String path, JSONSchemaProps schema, Map<String, List<String>> values) {
    values.put(path, schema.getEnum().stream().map(JsonNode::asText).toList());
    var fields = schema.getItems() == null ? schema : schema.getItems().getSchema();
    fields.getProperties().forEach((name, field) -> put(path + "." + name, field, values));
  }
}
