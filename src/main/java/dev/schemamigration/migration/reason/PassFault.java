package dev.schemamigration.migration.reason;

import dev.schemamigration.adoption.AdoptionFault;
import dev.schemamigration.database.tracking.DatabaseOwner;
import dev.schemamigration.setting.Choice;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.fault.QuotedText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A fault that the pass itself finds, in contrast to those of the packages that it uses. */
public sealed interface PassFault {
  /** Its reason. */
  Reason reason();

  /** Setting, cause and remedy, with the setting names of the reader's shell. */
  String message(SettingNames names);

  /** What happens next or can be done in addition; may be empty. */
  default String remedy() {
    return "";
  }

  /** A fault whose message names no setting. */
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
   * The run has exceeded its deadline.
   *
   * @param where the step at which it stopped
   * @param deadline as set
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

  /** The connection leads to a pooler that does not keep session locks. */
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

  /** The role lacks the privilege to create the tracking tables. */
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

  /** The role does not own the archive, which an earlier version has created. */
  record ColumnsNotPermitted(String role, String trackingSchema, String answer)
      implements PassFault {
    @Override
    public Reason reason() {
      return Reason.PermissionDenied;
    }

    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.TRACKING_SCHEMA)
          + role
          + " cannot add the columns contexts and labels to "
          + trackingSchema
          + ".revision_archive: "
          + answer
          + "; make "
          + role
          + " its owner, or add contexts text[] and labels text as its owner";
    }
  }

  /** The history of another tool cannot be adopted. */
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

  /**
   * Neither of source and database has a revision of the other.
   *
   * @param source as messages call it
   * @param applied ids of what the database records
   * @param declared ids of what the source has
   */
  record NothingInCommon(String source, List<String> applied, List<String> declared)
      implements PassFault {
    public NothingInCommon {
      applied = List.copyOf(applied);
      declared = List.copyOf(declared);
    }

    @Override
    public Reason reason() {
      return Reason.ForeignHistory;
    }

    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.SOURCE)
          + source
          + " has "
          + QuotedRevisions.of(declared)
          + " and the database has "
          + QuotedRevisions.of(applied)
          + " applied, which is nothing in common; name the database of these files, or the files of"
          + " this database"
          + "; where these files are to replace what is applied, "
          + (names.has(Setting.TARGET)
              ? "set " + names.of(Setting.TARGET) + " to base"
              : "downgrade to base")
          + ", which undoes it, or stamp with purge, which undoes nothing";
    }
  }

  /**
   * The recorded revisions have been applied in another schema.
   *
   * @param recorded where they have been applied
   * @param given what the requester names, or its default
   */
  record OtherSchema(String recorded, String given) implements PassFault {
    @Override
    public Reason reason() {
      return Reason.SchemaMismatch;
    }

    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.SCHEMA)
          + "the revisions of this database are applied in schema "
          + recorded
          + ", and the request is for schema "
          + given
          + "; name "
          + recorded
          + " (there, or as currentSchema of the URL), or give "
          + given
          + " records of its own ("
          + names.of(Setting.TRACKING_SCHEMA)
          + ")";
    }
  }

  /**
   * A target that follows the source would undo revisions that the source has lost.
   *
   * @param source as messages call it
   * @param target as written
   * @param lost ids of the revisions, newest first
   * @param floor what to name instead to go down; empty where it depends on what else is governed
   */
  record SourceShrank(String source, String target, List<String> lost, Optional<String> floor)
      implements PassFault {
    public SourceShrank {
      lost = List.copyOf(lost);
    }

    @Override
    public Reason reason() {
      return Reason.SourceShrank;
    }

    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.TARGET)
          + QuotedText.of(target)
          + " would undo "
          + QuotedRevisions.of(lost)
          + ", only because "
          + source
          + " no longer has "
          + (lost.size() == 1 ? "it" : "them")
          + "; put the "
          + (lost.size() == 1 ? "file" : "files")
          + " back; or, to go down, name the revision to go down to"
          + floor.map(it -> " (" + it + ")").orElse("")
          + "; or set "
          + names.of(Choice.SOURCE_SHRINKS_ALLOW)
          + ", if a reverted commit is to undo what it had applied";
    }
  }

  /**
   * The source has lost applied revisions from below others that it still has.
   *
   * @param source as messages call it
   * @param lost ids of the revisions, oldest first
   * @param above ids of revisions of the source that were built upon them
   */
  record SourceGap(String source, List<String> lost, List<String> above) implements PassFault {
    public SourceGap {
      lost = List.copyOf(lost);
      above = List.copyOf(above);
    }

    @Override
    public Reason reason() {
      return Reason.SourceShrank;
    }

    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.SOURCE)
          + source
          + " no longer has "
          + QuotedRevisions.of(lost)
          + (lost.size() == 1 ? ", which is applied" : ", which are applied")
          + " and below "
          + QuotedRevisions.of(above)
          + "; put "
          + (lost.size() == 1 ? "the file" : "the files")
          + " back as "
          + (lost.size() == 1 ? "it was" : "they were");
    }
  }

  /**
   * Another resource owns the database. Names nobody of another namespace: what a tenant writes
   * into a resource or a database must not tell about others.
   *
   * @param takenBefore whether the claimant has taken it over once and lost it again since
   */
  record DatabaseClaimed(
      DatabaseOwner owner, DatabaseOwner claimant, String trackingSchema, boolean takenBefore)
      implements PassFault {
    @Override
    public Reason reason() {
      return Reason.DatabaseClaimed;
    }

    @Override
    public String message(SettingNames names) {
      return names.subject(Setting.DATABASE)
          + named()
          + " owns this database (tracking schema "
          + trackingSchema
          + ")"
          + release()
          + (takenBefore
              ? "; this one had taken it over in its present generation and lost it since: to take"
                  + " it again, set "
                  + names.of(Setting.TAKE_OWNERSHIP)
                  + " to false and to true"
              : "; to take it over, set " + names.of(Setting.TAKE_OWNERSHIP) + " to true");
    }

    private boolean isOfSameNamespace() {
      return owner.namespace().equals(claimant.namespace());
    }

    private String named() {
      var resource =
          isOfSameNamespace()
              ? "SchemaMigration " + owner.qualifiedName()
              : "a SchemaMigration of another namespace";
      return owner.isOfSameInstallation(claimant)
          ? resource
          : resource + ", of another cluster or operator,";
    }

    private String release() {
      if (!owner.isOfSameInstallation(claimant)) {
        return " and does not release it by itself; suspend or delete it there first";
      }
      return isOfSameNamespace()
          ? " and releases it when it is deleted"
          : " and releases it when it is deleted; the log of the operator names it, so ask those who"
              + " run that";
    }
  }
}
