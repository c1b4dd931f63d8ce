package dev.schemamigration.setting;

import java.util.List;
import java.util.Optional;

/**
 * The contexts and labels by which changesets are chosen, as a user has set them. They mean what
 * they mean to Liquibase.
 *
 * @param contexts names; empty for none, so that every changeset runs that does not require one
 * @param labels an expression over the labels of changesets; empty for none
 */
public record ChangesetFilter(List<String> contexts, String labels) {
  /** Neither contexts nor labels. */
  public static final ChangesetFilter NONE = new ChangesetFilter(List.of(), "");

  public ChangesetFilter {
    contexts = List.copyOf(contexts);
    labels = labels.strip();
  }

  /** Whether nothing is chosen. */
  public boolean isEmpty() {
    return contexts.isEmpty() && labels.isEmpty();
  }

  /** Why it cannot be used; empty when it can. */
  public Optional<FilterFault> fault() {
    return contexts.stream()
        .flatMap(it -> FilterGrammar.contextFault(it).stream())
        .findFirst()
        .or(() -> FilterGrammar.labelFault(labels));
  }
}
