package dev.schemamigration.revision;

import static dev.schemamigration.revision.Quoting.list;
import static dev.schemamigration.revision.Quoting.quote;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.List;

/** Why a new revision cannot have the place in the graph, or the names, that its author wants. */
public sealed interface PlacementFault extends RevisionFault {

  @Override
  default String message() {
    return message(SettingNames.NEUTRAL);
  }

  @Override
  String message(SettingNames names);

  /** Several heads and no word about which one to follow. */
  record HeadNotNamed(List<String> heads) implements PlacementFault {
    public HeadNotNamed {
      heads = List.copyOf(heads);
    }

    @Override
    public String message(SettingNames names) {
      return "there are %d heads: %s; name the one to follow (%s), or merge them first"
          .formatted(heads.size(), list(heads), names.of(Setting.HEAD));
    }
  }

  /**
   * A parent that other revisions follow already.
   *
   * @param heads where the lines through it end
   */
  record NotAHead(String revision, List<String> followers, List<String> heads)
      implements PlacementFault {
    public NotAHead {
      followers = List.copyOf(followers);
      heads = List.copyOf(heads);
    }

    @Override
    public String message(SettingNames names) {
      return "revision %s is no head: %s follow%s it; name %s %s, or add %s to begin a branch there"
          .formatted(
              quote(revision),
              list(followers),
              followers.size() == 1 ? "s" : "",
              heads.size() == 1 ? "the head" : "one of the heads",
              list(heads),
              names.of(Setting.SPLICE));
    }
  }

  /** One revision that is named as a parent twice, perhaps by different names. */
  record ParentTwice(String revision) implements PlacementFault {
    @Override
    public String message(SettingNames names) {
      return "revision %s is named twice; name it once".formatted(quote(revision));
    }
  }

  /** A parent that comes before another parent on the same line. */
  record ParentContained(String revision, String contained) implements PlacementFault {
    @Override
    public String message(SettingNames names) {
      return "revision %s already follows %s; name only %s"
          .formatted(quote(revision), quote(contained), quote(revision));
    }
  }

  /** Something to depend on that is not one revision. */
  record NoDependency(String text) implements PlacementFault {
    @Override
    public String message(SettingNames names) {
      return "%s%s is no revision to depend on; name one revision or branch label"
          .formatted(names.subject(Setting.DEPENDS_ON), quote(text));
    }
  }

  /** The kind of a name. */
  enum Kind {
    ID(Setting.REVISION_ID, "\"_\" and \".\""),
    LABEL(Setting.BRANCH_LABEL, "\"_\", \"-\" and \".\"");

    private final Setting setting;
    private final String signs;

    Kind(Setting setting, String signs) {
      this.setting = setting;
      this.signs = signs;
    }
  }

  /**
   * A name that no id, or no label, can be.
   *
   * @param complaint predicate of the sentence
   */
  record BadName(Kind kind, String name, String complaint) implements PlacementFault {
    @Override
    public String message(SettingNames names) {
      return "%s%s %s; use letters, digits, %s"
          .formatted(names.subject(kind.setting), quote(name), complaint, kind.signs);
    }
  }

  /** A name that is taken, by a revision or by a label of it. */
  record NameTaken(Kind kind, String name, String holder) implements PlacementFault {
    @Override
    public String message(SettingNames names) {
      return "%s%s is already %s; choose another name"
          .formatted(
              names.subject(kind.setting),
              quote(name),
              name.equals(holder)
                  ? "a revision"
                  : "a branch label of revision %s".formatted(quote(holder)));
    }
  }

  /** A merge of fewer than two revisions. */
  record NothingToMerge(List<String> revisions) implements PlacementFault {
    public NothingToMerge {
      revisions = List.copyOf(revisions);
    }

    @Override
    public String message(SettingNames names) {
      return revisions.isEmpty()
          ? "there is no revision to merge"
          : "%s alone is nothing to merge; name two heads or more".formatted(list(revisions));
    }
  }
}
