package dev.schemamigration.database.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** Converts parameter values to the JSON that the archive stores, and back. */
final class ParametersJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private ParametersJson() {}

  static String write(Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return "{}";
    }
    try {
      return JSON.writeValueAsString(new TreeMap<>(parameters));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts always has a JSON form", e);
    }
  }

  static Map<String, String> read(String json) throws JsonProcessingException {
    return JSON.readValue(json, TEXTS);
  }
}
