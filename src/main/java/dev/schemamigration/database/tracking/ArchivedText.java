package dev.schemamigration.database.tracking;

import java.util.Map;
import java.util.Objects;

/**
 * The text behind an archived revision, exactly as it was applied.
 *
 * @param content the revision file
 * @param resources other files that it reads, by path
 * @param parameters values it was applied with, those from Secrets left out
 */
public record ArchivedText(
    String content, Map<String, byte[]> resources, Map<String, String> parameters) {
  public ArchivedText {
    Objects.requireNonNull(content);
    resources = Map.copyOf(resources);
    parameters = Map.copyOf(parameters);
  }
}
