package dev.schemamigration.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The objects of a stream of YAML documents, in their order. */
record Manifests(List<JsonNode> objects) {
  Manifests {
    objects = List.copyOf(objects);
  }

  static Manifests parse(String yaml) {
    var mapper = new YAMLMapper();
    var objects = new ArrayList<JsonNode>();
    try (var documents = mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      documents.forEachRemaining(objects::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Manifests(objects.stream().filter(JsonNode::isObject).toList());
  }

  static Manifests read(String file) {
    return parse(text(Path.of(file)));
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<JsonNode> ofKind(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  List<String> kinds() {
    return objects.stream().map(object -> object.path("kind").asText()).distinct().toList();
  }

  JsonNode the(String kind, String name) {
    var found =
        ofKind(kind).stream()
            .filter(object -> object.at("/metadata/name").asText().equals(name))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects of kind " + kind + " are named " + name);
    }
    return found.getFirst();
  }
}
