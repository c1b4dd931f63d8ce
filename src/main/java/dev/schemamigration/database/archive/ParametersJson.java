package dev.schemamigration.database.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Converts parameter values to the JSON that the archive stores, and back. */
public final class ParametersJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ParametersJson() {}

  public static String write(Map<String, String> parameters) {
    if (parameters.isEmpty()) {
      return "{}";
    }
    try {
      return JSON.writeValueAsString(new TreeMap<>(parameters));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts always has a JSON form", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is anything else
   */
  static Map<String, String> read(@Nullable String json) throws IOException {
    var parameters = new TreeMap<String, String>();
    if (json == null || !(JSON.readTree(json) instanceof ObjectNode object)) {
      throw new IOException("the parameters are no object");
    }
    for (var parameter : object.properties()) {
      if (!parameter.getValue().isTextual()) {
        throw new IOException("the parameter " + parameter.getKey() + " is no text");
      }
      parameters.put(parameter.getKey(), parameter.getValue().textValue());
    }
    return parameters;
  }
}
