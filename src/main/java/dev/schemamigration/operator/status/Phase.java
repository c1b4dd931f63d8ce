package dev.schemamigration.operator.status;

import dev.schemamigration.database.session.LockHolder;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.migration.api.StepProgress;
import dev.schemamigration.plan.Step;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a resource stands: all that its status is made from. */
public sealed interface Phase {

  /** The first look at this generation is under way. */
  record Looking() implements Phase {}

  /**
   * A pass has ended.
   *
   * @param attempt how many passes in a row have asked for another try; 0 for none
   * @param nextTry when that try is due
   */
  record Reported(Report report, int attempt, Optional<Instant> nextTry) implements Phase {
    public Reported {
      Objects.requireNonNull(report);
      Objects.requireNonNull(nextTry);
    }

    public static Reported of(Report report) {
      return new Reported(report, 0, Optional.empty());
    }
  }

  /**
   * A plan is about to run or running.
   *
   * @param pending what the look found
   * @param progress absent while the run waits for a free worker
   * @param committed what is done of the plan
   * @param blockedBy sessions that the run waits for
   * @param waiting what it says about that wait; empty when it does not wait
   */
  record Running(
      Report pending,
      Optional<StepProgress> progress,
      Committed committed,
      List<LockHolder> blockedBy,
      String waiting)
      implements Phase {
    public Running {
      Objects.requireNonNull(pending);
      Objects.requireNonNull(progress);
      Objects.requireNonNull(committed);
      Objects.requireNonNull(waiting);
      blockedBy = List.copyOf(blockedBy);
    }
  }

  /**
   * What of a plan has been committed.
   *
   * @param steps how many
   * @param last the latest of them
   */
  record Committed(int steps, Optional<Step> last) {
    public static final Committed NOTHING = new Committed(0, Optional.empty());

    public Committed {
      Objects.requireNonNull(last);
    }
  }

  /**
   * The resource is suspended.
   *
   * @param last how it stood, if that was found out for what the spec still asks for
   */
  record Suspended(Optional<Reported> last) implements Phase {
    public Suspended {
      Objects.requireNonNull(last);
    }
  }
}
