package dev.schemamigration.revision;

import static dev.schemamigration.revision.Quoting.count;
import static dev.schemamigration.revision.Quoting.list;
import static dev.schemamigration.revision.Quoting.quote;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why a target has no meaning, or none that can be reached from the current heads. */
public sealed interface TargetFault extends RevisionFault {

  /** No id or label is this text or begins with it; close are similar names. */
  record UnknownRevision(String text, List<String> close) implements TargetFault {
    public UnknownRevision {
      close = List.copyOf(close);
    }

    @Override
    public String message() {
      return "no revision or branch label is called "
          + quote(text)
          + (close.isEmpty()
              ? "; list the revisions with \"history\""
              : "; close to it: " + list(close));
    }
  }

  /** The part before "@" is no branch label and no revision's id, or the beginning of several. */
  record UnknownBranch(String branch, String target, List<String> candidates)
      implements TargetFault {
    public UnknownBranch {
      candidates = List.copyOf(candidates);
    }

    @Override
    public String message() {
      return quote(target)
          + " asks for branch "
          + quote(branch)
          + (candidates.isEmpty()
              ? ", but no branch label or revision is called so; list the labels with \"branches\""
              : ", which is the beginning of "
                  + candidates.size()
                  + " names: "
                  + list(candidates)
                  + "; give more characters");
    }
  }

  /** The beginning of several ids or labels. */
  record Ambiguous(String text, List<String> candidates) implements TargetFault {
    public Ambiguous {
      candidates = List.copyOf(candidates);
    }

    @Override
    public String message() {
      return "\"%s\" is the beginning of %d names: %s; give more characters"
          .formatted(text, candidates.size(), list(candidates));
    }
  }

  /** A revision that is not on the line of the branch that the target names. */
  record NotInBranch(String revision, String branch) implements TargetFault {
    @Override
    public String message() {
      return "revision \"%s\" is not on the line of branch \"%s\"; leave out \"%s@\" or name one that is"
          .formatted(revision, branch, branch);
    }
  }

  /** Several heads where the target means one; instead lists targets that can be written. */
  record SeveralHeads(String target, List<String> heads, List<String> instead)
      implements TargetFault {
    public SeveralHeads {
      heads = List.copyOf(heads);
      instead = List.copyOf(instead);
    }

    @Override
    public String message() {
      return "\"%s\" means one head, but there are %d: %s; write %s, or merge them"
          .formatted(
              target,
              heads.size(),
              list(heads),
              instead.stream().map(Quoting::quote).collect(Collectors.joining(" or ")));
    }
  }

  /** A step up or down from a revision with several ways to go. */
  record AmbiguousWalk(String target, Optional<String> at, List<String> choices, boolean up)
      implements TargetFault {
    public AmbiguousWalk {
      choices = List.copyOf(choices);
    }

    @Override
    public String message() {
      return "\"%s\" meets a fork: %s %s %s; name the revision to go to"
          .formatted(
              target,
              at.map(Quoting::revision).orElse("base"),
              up ? "is followed by" : "comes after",
              list(choices));
    }
  }

  /** More steps from a named revision than history has; from is empty for base. */
  record WalkedTooFar(String target, Optional<String> from, int asked, int possible)
      implements TargetFault {
    @Override
    public String message() {
      return quote(target)
          + " walks off the end of history: "
          + (possible == 0 ? "no step" : "only " + count(possible, "step"))
          + (asked > 0 ? " up from " : " down from ")
          + from.map(Quoting::revision).orElse("base")
          + (possible > 1 ? " are possible" : " is possible");
    }
  }

  /** More steps from the current state than history has. */
  record TooManySteps(String target, List<String> current, int asked, int possible)
      implements TargetFault {
    public TooManySteps {
      current = List.copyOf(current);
    }

    @Override
    public String message() {
      return quote(target)
          + " asks for "
          + count(Math.abs(asked), "step")
          + (asked > 0 ? " up from " : " down from ")
          + (current.isEmpty() ? "base" : list(current))
          + ", where "
          + (possible == 0 ? "no step" : "only " + count(possible, "step"))
          + (possible > 1 ? " are possible" : " is possible");
    }
  }

  /** Steps down in an upgrade, steps up in a downgrade, or zero steps. */
  record WrongWay(String target, boolean upgrade) implements TargetFault {
    @Override
    public String message() {
      return "\"%s\" is not a way %s with N of 1 or more"
          .formatted(target, upgrade ? "up: upgrade takes \"+N\"" : "down: downgrade takes \"-N\"");
    }
  }

  /** Steps counted from the current state while the database has several heads. */
  record SeveralCurrent(String target, List<String> current) implements TargetFault {
    public SeveralCurrent {
      current = List.copyOf(current);
    }

    @Override
    public String message() {
      return "\"%s\" counts from one current revision, but there are %d: %s; write \"<branch>@%s\""
          .formatted(target, current.size(), list(current), target);
    }
  }

  /** A branch to step down on of which no revision is applied. */
  record BranchNotApplied(String target, String branch) implements TargetFault {
    @Override
    public String message() {
      return "\"%s\" has nothing to undo: no revision of branch \"%s\" is applied"
          .formatted(target, branch);
    }
  }

  /** A downgrade to a revision that is not an ancestor of the current heads. */
  record NotBelow(String target, List<String> current) implements TargetFault {
    public NotBelow {
      current = List.copyOf(current);
    }

    @Override
    public String message() {
      return "\"%s\" is not below %s, so there is nothing to undo; use upgrade to go there"
          .formatted(target, current.isEmpty() ? "base" : list(current));
    }
  }

  /** A downgrade that a branch narrows to nothing. */
  record NoBranchBelow(String target, String branch, List<String> forks) implements TargetFault {
    public NoBranchBelow {
      forks = List.copyOf(forks);
    }

    @Override
    public String message() {
      return "\"%s\": none of %s, which follow it, leads to branch \"%s\"; leave out \"%s@\""
          .formatted(target, list(forks), branch, branch);
    }
  }

  /** A range where one revision is wanted. */
  record RangeNotAllowed(String target) implements TargetFault {
    @Override
    public String message() {
      return message(SettingNames.NEUTRAL);
    }

    @Override
    public String message(SettingNames names) {
      return quote(target)
          + " is a range, which only means something "
          + (names.has(Setting.SQL) ? "with " + names.of(Setting.SQL) + " and " : "")
          + "in history; name one revision";
    }
  }

  /** Targets of which one already contains the others. */
  record OverlappingTargets(String revision, List<String> contained) implements TargetFault {
    public OverlappingTargets {
      contained = List.copyOf(contained);
    }

    @Override
    public String message() {
      return "\"%s\" already contains %s; name only \"%s\""
          .formatted(revision, list(contained), revision);
    }
  }

  /** A range whose ends do not lie on one line of history. */
  record NotARange(String range, String reason) implements TargetFault {
    @Override
    public String message() {
      return quote(range) + " is not a range: " + reason;
    }
  }

  /** A text that is not in the grammar of targets. */
  record Malformed(String target, String reason) implements TargetFault {
    @Override
    public String message() {
      return quote(target) + " is not a target: " + reason;
    }
  }

  /** A declaration that counts from the current state. */
  record RelativeDeclaration(String target) implements TargetFault {
    @Override
    public String message() {
      return quote(target)
          + " counts from the current revision, so it would move again at every look; a declared"
          + " target says where to be: name a revision, or count from one (\"head-1\","
          + " \"<revision>+1\")";
    }
  }
}
