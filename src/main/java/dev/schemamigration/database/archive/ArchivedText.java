package dev.schemamigration.database.archive;

import dev.schemamigration.setting.ChangesetFilter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The text of an archived revision, exactly as it was applied.
 *
 * @param content of the revision file
 * @param resources content of the files that it reads, by path
 * @param parameters values with which it was applied, without those from Secrets
 * @param filter contexts and labels with which it was applied; empty where they counted for
 *     nothing, as in versions before 0.6
 */
public record ArchivedText(
    String content,
    Map<String, byte[]> resources,
    Map<String, String> parameters,
    Optional<ChangesetFilter> filter) {
  public ArchivedText {
    Objects.requireNonNull(content);
    Objects.requireNonNull(filter);
    resources = Map.copyOf(resources);
    parameters = Map.copyOf(parameters);
  }
}
