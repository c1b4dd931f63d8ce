package dev.schemamigration.plan;

import dev.schemamigration.revision.AppliedFault;
import dev.schemamigration.revision.GraphFault;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionFault;
import dev.schemamigration.revision.TargetFault;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cases in which we refuse what Alembic does, because it is dangerous. Each rule depends on the
 * question alone and names the fault that it requires. The table in docs/alembic-differences.md
 * explains them.
 */
enum KnownDifference {
  CYCLE("B3", GraphFault.Cycle.class) {
    @Override
    boolean applies(Question question) {
      Map<String, Set<String>> left = question.parents();
      boolean shrinks = true;
      while (shrinks) {
        shrinks = left.values().removeIf(parents -> Collections.disjoint(left.keySet(), parents));
      }
      return !left.isEmpty();
    }
  },
  UNKNOWN_BRANCH("B4", TargetFault.UnknownBranch.class) {
    @Override
    boolean applies(Question question) {
      String branch = question.branch();
      return !branch.isEmpty()
          && !question.names().contains(branch)
          && question.names().stream()
                  .filter(name -> name.length() >= 4 && name.startsWith(branch))
                  .count()
              != 1;
    }
  },
  TEXT_AFTER_THE_NUMBER("B5", TargetFault.UnknownRevision.class) {
    @Override
    boolean applies(Question question) {
      return COUNTED.matcher(question.target()).lookingAt()
          && !COUNTED.matcher(question.target()).matches();
    }
  },
  COUNTING_FROM_SEVERAL_ROWS("B6", TargetFault.SeveralCurrent.class) {
    @Override
    boolean applies(Question question) {
      return question.command().equals("downgrade")
          && question.target().matches("-\\d+")
          && question.current().size() > 1;
    }
  },
  COUNTING_DOWN_FROM_BASE("B7", TargetFault.WalkedTooFar.class) {
    @Override
    boolean applies(Question question) {
      return question.target().matches("(.*@)?base-\\d+");
    }
  },
  BLANK_BEFORE_THE_NUMBER("B7", TargetFault.UnknownRevision.class) {
    @Override
    boolean applies(Question question) {
      return question.target().matches("\\s+-\\d+\\s*");
    }
  },
  /** Detected by {@link StampComparison}: the answer is another one, not a refusal. */
  STAMP_OF_SEVERAL("B9", RevisionFault.class) {
    @Override
    boolean applies(Question question) {
      return false;
    }
  },
  DUPLICATE_ID("N2", GraphFault.DuplicateId.class) {
    @Override
    boolean applies(Question question) {
      return question.ids().size() < question.revisions().size();
    }
  },
  COLON_IN_AN_ID("N1", GraphFault.IllegalName.class) {
    @Override
    boolean applies(Question question) {
      return question.ids().stream().anyMatch(id -> id.contains(":"));
    }
  },
  ROW_THAT_IS_NO_ID("R1", AppliedFault.class) {
    @Override
    boolean applies(Question question) {
      return question.current().stream().anyMatch(row -> !question.ids().contains(row));
    }
  };

  /** How Alembic recognises a number of steps: anything may follow it. */
  private static final Pattern COUNTED = Pattern.compile("(?:(.+?)@)?(\\w+)?([+-]\\d+)");

  private final String code;
  private final Class<? extends RevisionFault> demanded;

  KnownDifference(String code, Class<? extends RevisionFault> demanded) {
    this.code = code;
    this.demanded = demanded;
  }

  /** One question put to Alembic and to us. */
  record Question(List<Revision> revisions, List<String> current, String command, String target) {
    Set<String> ids() {
      Set<String> ids = new HashSet<>();
      revisions.forEach(revision -> ids.add(revision.id()));
      return ids;
    }

    Set<String> names() {
      Set<String> names = ids();
      revisions.forEach(revision -> names.addAll(revision.branchLabels()));
      return names;
    }

    /** What each revision comes after, labels resolved. */
    Map<String, Set<String>> parents() {
      Map<String, String> carriers = new HashMap<>();
      revisions.forEach(it -> it.branchLabels().forEach(label -> carriers.put(label, it.id())));
      Map<String, Set<String>> parents = new HashMap<>();
      for (Revision revision : revisions) {
        Set<String> all = new HashSet<>(revision.downRevisions());
        revision.dependsOn().forEach(it -> all.add(carriers.getOrDefault(it, it)));
        parents.put(revision.id(), all);
      }
      return parents;
    }

    String branch() {
      return target.contains("@") ? target.substring(0, target.lastIndexOf('@')) : "";
    }
  }

  abstract boolean applies(Question question);

  /** The code of the rule in the table of differences. */
  String code() {
    return code;
  }

  /** The rule by which this refusal is the right answer to the question. */
  static Optional<KnownDifference> explains(Question question, RevisionFault refusal) {
    for (KnownDifference rule : values()) {
      if (rule.demanded.isInstance(refusal) && rule.applies(question)) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }
}
