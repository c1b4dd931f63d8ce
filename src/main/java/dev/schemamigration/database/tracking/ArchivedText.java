package dev.schemamigration.database.tracking;

import java.util.Map;
import java.util.Objects;

/**
 * The text of an archived revision, exactly as it was applied.
 *
 * @param content of the revision file
 * @param resources content of the files that it reads, by path
 * @param parameters values with which it was applied, without those from Secrets
 */
public record ArchivedText(
    String content, Map<String, byte[]> resources, Map<String, String> parameters) {
  public ArchivedText {
    Objects.requireNonNull(content);
    resources = Map.copyOf(resources);
    parameters = Map.copyOf(parameters);
  }
}
