package dev.schemamigration.policy;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Whether a plan may run. */
public sealed interface Verdict {
  /**
   * The plan may run.
   *
   * @param approved objections that the approval of exactly this plan has met; empty where it needs
   *     none
   */
  record Allowed(List<Objection> approved) implements Verdict {
    public Allowed {
      approved = List.copyOf(approved);
    }
  }

  /** The plan is refused. */
  record Denied(List<Objection> objections) implements Verdict {
    public Denied {
      objections = required(objections);
    }

    /** Why, and what to do about it. */
    public String message() {
      return objections.stream().map(Objection::message).collect(Collectors.joining("; "));
    }
  }

  /**
   * The plan waits for a person's approval.
   *
   * @param hash which the approval must give
   */
  record NeedsApproval(String hash, List<Objection> objections) implements Verdict {
    public NeedsApproval {
      Objects.requireNonNull(hash);
      objections = required(objections);
    }

    /** Why, and how to approve it. */
    public String message(SettingNames names) {
      return objections.stream().map(Objection::message).collect(Collectors.joining(", and "))
          + "; set "
          + names.of(Setting.APPROVED_PLAN)
          + " to "
          + hash
          + " to run exactly this plan";
    }
  }

  private static List<Objection> required(List<Objection> objections) {
    if (objections.isEmpty()) {
      throw new IllegalArgumentException("a plan without an objection may run");
    }
    return List.copyOf(objections);
  }
}
