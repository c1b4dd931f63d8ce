package dev.schemamigration.engine.changelog;

import dev.schemamigration.setting.ChangesetFilter;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;

/**
 * Which changesets of a revision are in question. Liquibase's own classes decide what a context or
 * a label chooses.
 */
public final class Selection {
  private final Optional<ChangesetFilter> filter;
  private final Set<String> keys;
  private final boolean keysOnly;

  private Selection(Optional<ChangesetFilter> filter, Set<String> keys, boolean keysOnly) {
    this.filter = filter;
    this.keys = Set.copyOf(keys);
    this.keysOnly = keysOnly;
  }

  /** Those that {@code filter} chooses, as for a revision that is to be applied. */
  public static Selection of(ChangesetFilter filter) {
    return new Selection(Optional.of(filter), Set.of(), false);
  }

  /**
   * Exactly those with these keys, as for a revision that is recorded.
   *
   * @param filter with which they ran; empty where contexts and labels counted for nothing
   */
  public static Selection recorded(Optional<ChangesetFilter> filter, Collection<String> keys) {
    return new Selection(filter, new HashSet<>(keys), true);
  }

  /** These and those with {@code more} keys, which are in question whatever their contexts are. */
  public Selection and(Collection<String> more) {
    var all = new HashSet<>(keys);
    all.addAll(more);
    return new Selection(filter, all, keysOnly);
  }

  /** By what properties, {@code modifySql} and changesets are chosen; empty where nothing is. */
  Optional<ChangesetFilter> filter() {
    return filter;
  }

  /** Whether a changeset is in question for its key. */
  boolean names(String key) {
    return keys.contains(key);
  }

  /** Whether only those are in question that are so for their keys. */
  boolean namesOnly() {
    return keysOnly;
  }

  /**
   * Whether the filter chooses a changeset. Removes from it each {@code modifySql} that the filter
   * does not choose, as Liquibase does.
   */
  boolean chooses(ChangeSet changeSet) {
    if (filter.isEmpty()) {
      return true;
    }
    var contexts = new ContextChangeSetFilter(contexts(filter.get()));
    var labels = new LabelChangeSetFilter(labels(filter.get()));
    boolean inContext = contexts.accepts(changeSet).isAccepted();
    return labels.accepts(changeSet).isAccepted() && inContext;
  }

  /** The contexts of {@code filter} as Liquibase has them. */
  public static Contexts contexts(ChangesetFilter filter) {
    return new Contexts(filter.contexts());
  }

  /** The label expression of {@code filter} as Liquibase has it. */
  public static LabelExpression labels(ChangesetFilter filter) {
    return new LabelExpression(filter.labels());
  }
}
