package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.budget.Spending;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.format.ContextExpressions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.database.DatabaseList;

/**
 * The changesets of a file that apply to Postgres, by whether they are in question.
 *
 * @param inQuestion to be executed, undone or compared, in order
 * @param leftOut the others
 */
record ChangesetChoice(List<ChangeSet> inQuestion, List<ChangeSet> leftOut) {
  /** Chooses from {@code changelog}. */
  static ChangesetChoice of(
      ChangelogLocation location,
      Spending spending,
      DatabaseChangeLog changelog,
      Selection selection) {
    if (selection.filter().isPresent()) {
      ContextExpressions.check(
          location, spending, "databaseChangeLog", changelog.getContextFilter());
    }
    var all =
        changelog.getChangeSets().stream().filter(ChangesetChoice::appliesToPostgres).toList();
    // Changesets of one name are equal to each other.
    var chosen = Collections.newSetFromMap(new IdentityHashMap<ChangeSet, Boolean>());
    var chosenKeys = new HashSet<String>();
    for (var changeSet : all) {
      if (chooses(location, spending, selection, changeSet)) {
        chosen.add(changeSet);
        chosenKeys.add(key(changeSet));
      }
    }
    var inQuestion = new ArrayList<ChangeSet>();
    var leftOut = new ArrayList<ChangeSet>();
    for (var changeSet : all) {
      (inQuestion(selection, changeSet, chosen.contains(changeSet), chosenKeys)
              ? inQuestion
              : leftOut)
          .add(changeSet);
    }
    return new ChangesetChoice(List.copyOf(inQuestion), List.copyOf(leftOut));
  }

  /**
   * Two changesets may share a key where their contexts exclude each other. Of two that are in
   * question for it, the one that the filter chooses is meant.
   */
  private static boolean inQuestion(
      Selection selection, ChangeSet changeSet, boolean chosen, Set<String> chosenKeys) {
    var key = key(changeSet);
    boolean named = selection.names(key) && (chosen || !chosenKeys.contains(key));
    return selection.namesOnly() ? named : chosen || named;
  }

  private static boolean chooses(
      ChangelogLocation location, Spending spending, Selection selection, ChangeSet changeSet) {
    if (selection.filter().isPresent()) {
      var where = "changeset " + changeSet.getAuthor() + ":" + changeSet.getId();
      for (var inherited : changeSet.getInheritableContextFilter()) {
        ContextExpressions.check(location, spending, "databaseChangeLog", inherited);
      }
      ContextExpressions.check(location, spending, where, changeSet.getContextFilter());
      ContextExpressions.checkLabels(location, spending, where, changeSet.getLabels());
      for (var visitor : changeSet.getSqlVisitors()) {
        var modification = where + ", modifySql";
        ContextExpressions.check(location, spending, modification, visitor.getContextFilter());
        ContextExpressions.checkLabels(location, spending, modification, visitor.getLabels());
      }
    }
    return selection.chooses(changeSet);
  }

  static String key(ChangeSet changeSet) {
    return Changeset.id(changeSet).key();
  }

  private static boolean appliesToPostgres(ChangeSet changeSet) {
    return !changeSet.isIgnore()
        && (changeSet.getDbmsSet() == null
            || changeSet.getDbmsSet().isEmpty()
            || DatabaseList.definitionMatches(changeSet.getDbmsSet(), "postgresql", true));
  }
}
