package dev.schemamigration.migration.reason;

import dev.schemamigration.adoption.AdoptionFault;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.time.Duration;

/** What stops a pass between the parts that it is made of. */
public sealed interface PassFault {
  /** What kind it is. */
  Reason reason();

  /** Field, thing and remedy for the reader of {@code names}. */
  String message(SettingNames names);

  /** What happens or can be done besides; may be empty. */
  default String remedy() {
    return "";
  }

  /** A fault that has nothing to do with a setting. */
  record Plain(Reason reason, String text) implements PassFault {
    @Override
    public String message(SettingNames names) {
      return text;
    }
  }

  /** Another run has the migration lock. */
  record Busy(String text) implements PassFault {
    @Override
    public Reason reason() {
      return Reason.DatabaseBusy;
    }

    @Override
    public String message(SettingNames names) {
      return text;
    }

    @Override
    public String remedy() {
      return "it is tried again";
    }
  }

  /**
   * The run took too long.
   *
   * @param where what it was doing
   */
  record DeadlinePassed(String where, Duration deadline) implements PassFault {
    @Override
    public Reason reason() {
      return Reason.DeadlineExceeded;
    }

    @Override
    public String message(SettingNames names) {
      return "stopped at "
          + where
          + ": "
          + names.of(Setting.DEADLINE)
          + " of "
          + deadline.toSeconds()
          + "s has passed";
    }
  }

  /** A pooler that does not keep sessions. */
  record UnsuitablePooler(String address, String why) implements PassFault {
    @Override
    public Reason reason() {
      return Reason.PoolerNotSupported;
    }

    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.DATABASE) + address + " is a pooler that " + why;
    }
  }

  /** The role may not make the tracking tables. */
  record TablesNotPermitted(
      String role, String trackingSchema, String address, String database, String answer)
      implements PassFault {
    @Override
    public Reason reason() {
      return Reason.PermissionDenied;
    }

    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.TRACKING_SCHEMA)
          + role
          + " cannot make the tables of schema "
          + trackingSchema
          + " in "
          + address
          + ": "
          + answer
          + "; GRANT CREATE ON DATABASE "
          + database
          + " TO "
          + role
          + ", or create the schema with "
          + role
          + " as its owner";
    }
  }

  /** Another tool's history cannot be adopted. */
  record AdoptionRefused(AdoptionFault fault) implements PassFault {
    @Override
    public Reason reason() {
      return Reason.AdoptionRefused;
    }

    @Override
    public String message(SettingNames names) {
      return fault.message(names);
    }
  }
}
