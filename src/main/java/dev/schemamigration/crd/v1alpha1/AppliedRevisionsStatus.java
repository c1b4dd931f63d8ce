package dev.schemamigration.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All applied revisions in bounded space: the newest as they are, older ones compressed, and the
 * very oldest of a very long history left out.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record AppliedRevisionsStatus(
    @JsonPropertyDescription("How many are applied.") int total,
    @JsonPropertyDescription("The last ones that were applied, newest first, at most a hundred.")
        List<String> newest,
    @JsonPropertyDescription(
            "Those before them, newest first, a line each, compressed by gzip and written in"
                + " base64; at most 64 kB, so that of thousands the oldest are missing.")
        @Nullable String older,
    @JsonPropertyDescription(
            "Branch labels of applied revisions, with the id that each stands for; at most a"
                + " hundred, those of the newest.")
        Map<String, String> labels) {
  private static final int SHOWN = 100;

  public AppliedRevisionsStatus {
    newest = List.copyOf(Objects.requireNonNullElse(newest, List.of()));
    labels = Map.copyOf(Objects.requireNonNullElse(labels, Map.of()));
  }

  /**
   * Lists revisions.
   *
   * @param newestFirst their ids
   * @param labels with the id that each stands for, of these and of other revisions
   */
  public static AppliedRevisionsStatus of(List<String> newestFirst, Map<String, String> labels) {
    var shown = Math.min(SHOWN, newestFirst.size());
    return new AppliedRevisionsStatus(
        newestFirst.size(),
        newestFirst.subList(0, shown),
        PackedLines.pack(newestFirst.subList(shown, newestFirst.size())).orElse(null),
        newest(labels, newestFirst));
  }

  private static Map<String, String> newest(Map<String, String> labels, List<String> newestFirst) {
    var byRevision = new TreeMap<String, Set<String>>();
    labels.forEach(
        (label, id) -> byRevision.computeIfAbsent(id, any -> new LinkedHashSet<>()).add(label));
    var chosen = new TreeMap<String, String>();
    for (var id : byRevision.isEmpty() ? List.<String>of() : newestFirst) {
      for (var label : byRevision.getOrDefault(id, Set.of())) {
        if (chosen.size() < SHOWN) {
          chosen.put(label, id);
        }
      }
    }
    return chosen;
  }

  /** The ids that are listed, newest first. */
  public Set<String> listed() {
    var ids = new LinkedHashSet<>(newest);
    ids.addAll(PackedLines.unpack(older));
    return ids;
  }
}
