package dev.schemamigration.revision;

import static dev.schemamigration.revision.Quoting.quote;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Why a set of revisions is not a valid graph. Found before any SQL runs. */
public sealed interface GraphFault extends RevisionFault {

  /**
   * The message with every revision described by the caller, who may know its file: {@code revision
   * "b" (002_b.sql)}.
   */
  String message(UnaryOperator<String> describe);

  @Override
  default String message() {
    return message(Quoting::revision);
  }

  /**
   * A name that a target could not contain: an empty one, a reserved word, one with a reserved
   * character.
   */
  record IllegalName(Kind kind, String name, String revision, String complaint)
      implements GraphFault {
    /** The kind of name. */
    public enum Kind {
      ID("id"),
      LABEL("branch label");

      private final String noun;

      Kind(String noun) {
        this.noun = noun;
      }
    }

    @Override
    public String message(UnaryOperator<String> describe) {
      return describe.apply(revision)
          + ": the "
          + kind.noun
          + " "
          + quote(name)
          + " "
          + complaint
          + "; use letters, digits, \"_\" and \".\"";
    }
  }

  /** Two revisions carry one id. */
  record DuplicateId(String revision) implements GraphFault {
    @Override
    public String message(UnaryOperator<String> describe) {
      return describe.apply(revision)
          + " is defined twice; an id names one revision, so give one of them another id";
    }
  }

  /** A label that already names another revision, by label or by id. */
  record LabelTaken(String label, String revision, String holder) implements GraphFault {
    @Override
    public String message(UnaryOperator<String> describe) {
      return describe.apply(revision)
          + ": the branch label "
          + quote(label)
          + (label.equals(holder) ? " is the id of " : " already belongs to ")
          + describe.apply(holder)
          + "; a label names one revision, so rename or remove one of them";
    }
  }

  /** A revision that names itself as its parent. */
  record SelfLoop(String revision, Edge edge) implements GraphFault {
    @Override
    public String message(UnaryOperator<String> describe) {
      return describe.apply(revision)
          + ": "
          + edge.key()
          + " names the revision itself; name the one it comes after, or leave it empty";
    }
  }

  /** A revision whose parent does not exist. */
  record UnknownParent(String revision, String parent, Edge edge) implements GraphFault {
    @Override
    public String message(UnaryOperator<String> describe) {
      return describe.apply(revision)
          + ": "
          + edge.key()
          + " names "
          + quote(parent)
          + ", which is not among the revisions; add the file that declares it or correct "
          + edge.key();
    }
  }

  /** Revisions of which each comes after the next, and the last after the first. */
  record Cycle(List<String> members, Edge edge) implements GraphFault {
    public Cycle {
      members = List.copyOf(members);
    }

    @Override
    public String message(UnaryOperator<String> describe) {
      return members.size()
          + " revisions come after one another in a circle"
          + (edge == Edge.DEPENDS_ON ? " through depends_on" : "")
          + ": "
          + members.stream().map(describe).collect(Collectors.joining(" → "))
          + " → "
          + describe.apply(members.getFirst())
          + " (read → as \"comes after\"); remove one of these references";
    }
  }

  /** The header key by which one revision comes after another. */
  enum Edge {
    DOWN_REVISION,
    DEPENDS_ON;

    /** The key in the file's header. */
    public String key() {
      return this == DOWN_REVISION ? "down_revision" : "depends_on";
    }
  }
}
