package dev.schemamigration.migration.reason;

import static dev.schemamigration.migration.reason.Disposition.PROGRESS;
import static dev.schemamigration.migration.reason.Disposition.RETRY;
import static dev.schemamigration.migration.reason.Disposition.SETTLE;
import static dev.schemamigration.migration.reason.Disposition.STALL;
import static dev.schemamigration.migration.reason.Disposition.WAIT;
import static dev.schemamigration.migration.reason.Stage.DATABASE_REACHABLE;
import static dev.schemamigration.migration.reason.Stage.PLAN_APPROVED;
import static dev.schemamigration.migration.reason.Stage.SCHEMA_CURRENT;
import static dev.schemamigration.migration.reason.Stage.SOURCE_FETCHED;
import static dev.schemamigration.migration.reason.Stage.TARGET_RESOLVED;
import static dev.schemamigration.setting.Setting.ADOPT;
import static dev.schemamigration.setting.Setting.APPROVED_PLAN;
import static dev.schemamigration.setting.Setting.DATABASE;
import static dev.schemamigration.setting.Setting.DEADLINE;
import static dev.schemamigration.setting.Setting.DOWNGRADE;
import static dev.schemamigration.setting.Setting.PARAMETERS;
import static dev.schemamigration.setting.Setting.ROLE;
import static dev.schemamigration.setting.Setting.SCHEMA;
import static dev.schemamigration.setting.Setting.SOURCE;
import static dev.schemamigration.setting.Setting.SOURCE_SHRINKS;
import static dev.schemamigration.setting.Setting.TAKE_OWNERSHIP;
import static dev.schemamigration.setting.Setting.TARGET;
import static dev.schemamigration.setting.Setting.TRACKING_SCHEMA;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import org.jspecify.annotations.Nullable;

/** Reasons of the conditions of a resource. Each has a section in docs/runbook.md. */
public enum Reason {
  Succeeded(SETTLE.at(SCHEMA_CURRENT), "The database stands at the target.", "Nothing to do."),
  Progressing(
      PROGRESS.at(SCHEMA_CURRENT),
      "A plan is about to run or running.",
      "Wait; see status.progress."),

  InvalidSpec(
      STALL.at(SOURCE_FETCHED),
      "A field of the resource has a value that cannot be used.",
      "Correct the field that the message names."),
  SourceNotFound(
      WAIT.at(SOURCE_FETCHED),
      SOURCE,
      "A ConfigMap, directory or bundled name of %s is not there.",
      "Create it; the resource goes on by itself."),
  SourceEmpty(
      STALL.at(SOURCE_FETCHED),
      TARGET,
      "The source is there and holds no revision, which is never taken for a wish to undo what is"
          + " applied; the database was not touched.",
      "Put the revision files where the message says, or set %s to base to undo" + " everything."),
  InvalidSource(
      STALL.at(SOURCE_FETCHED),
      "A revision file cannot be read: header, format, size or encoding.",
      "Correct the file that the message names."),
  InvalidGraph(
      STALL.at(SOURCE_FETCHED),
      "The revisions do not make a graph: duplicate, unknown parent, cycle.",
      "Correct the headers that the message names."),
  SourceTooLarge(
      STALL.at(SOURCE_FETCHED),
      SOURCE,
      "%s, or what its changelogs make of it, is larger than what one pass may use.",
      "Shorten what the message names, or go to an earlier revision first."),
  OutOfMemory(
      RETRY.at(SOURCE_FETCHED),
      "Other migrations have read so many changelogs that the operator has no room for this one.",
      "Wait; give the operator more memory if it lasts."),
  TooComplex(
      STALL.at(SOURCE_FETCHED),
      "A changelog holds more elements or statements, or takes longer to read, than one pass may.",
      "Simplify the revision that the message names."),
  ForbiddenChange(
      STALL.at(SOURCE_FETCHED),
      "A changelog uses something that could leave the database's bounds.",
      "Write the step as SQL, or take it out."),
  ParameterNotFound(
      WAIT.at(SOURCE_FETCHED),
      PARAMETERS,
      "A value of %s is not there yet.",
      "Create the Secret, ConfigMap or key that the message names."),
  MissingParameter(
      STALL.at(SOURCE_FETCHED),
      PARAMETERS,
      "A changelog uses ${name} and nothing gives it a value.",
      "Add it to %s."),

  SecretNotFound(
      WAIT.at(DATABASE_REACHABLE),
      DATABASE,
      "The Secret of %s, or a key in it, is not there.",
      "Create it; the resource goes on by itself."),
  InvalidConnection(
      STALL.at(DATABASE_REACHABLE),
      "The connection data cannot be used.",
      "Correct the Secret or the field that the message names."),
  DatabaseNotPermitted(
      STALL.at(DATABASE_REACHABLE),
      DATABASE,
      "%s names no database, and the resource's namespace may not use the operator's own.",
      "Name a Secret in it, or have the namespace listed by the operator's administrator."),
  DatabaseUnreachable(
      RETRY.at(DATABASE_REACHABLE),
      "No connection, or it was lost.",
      "Check host, port, network policy and whether the server runs."),
  TlsFailed(
      RETRY.at(DATABASE_REACHABLE),
      "Server and client do not agree on TLS, or the certificate is not trusted.",
      "Correct the sslmode or the root certificate, or TLS at the server."),
  InvalidReply(
      RETRY.at(DATABASE_REACHABLE),
      "What answers at host and port is no Postgres server, or its answer is larger than is taken.",
      "Correct host and port; see what else answers there."),
  LoginNotSent(
      RETRY.at(DATABASE_REACHABLE),
      "The server asks for the password in a way that would give it away, so it was not sent.",
      "Have the server use scram-sha-256 or a verified certificate, or allow by require_auth what"
          + " it asks for."),
  DatabaseStarting(
      RETRY.at(DATABASE_REACHABLE),
      "The server starts, stops or recovers.",
      "Wait; check the server if it lasts."),
  TooManyConnections(
      RETRY.at(DATABASE_REACHABLE),
      "The server has no connection slot left.",
      "Free connections or raise max_connections."),
  AuthenticationFailed(
      RETRY.at(DATABASE_REACHABLE),
      "The server refused user or password.",
      "Correct the Secret; a change is picked up at once."),
  DatabaseNotFound(
      RETRY.at(DATABASE_REACHABLE),
      "The server has no database of that name.",
      "Create the database or correct the name."),
  SchemaNotFound(
      RETRY.at(DATABASE_REACHABLE),
      SCHEMA,
      "There is no schema in which the migrations could work: the one that is named does not exist or"
          + " the role may not use it, or none is named and the role's search_path has none.",
      "Create it for the role, or name another in %s; the resource goes on by itself."),
  RoleNotFound(
      RETRY.at(DATABASE_REACHABLE),
      ROLE,
      "The role to work as does not exist.",
      "Create it and grant it to the login, or correct %s; the resource goes on by itself."),
  PermissionDenied(
      STALL.at(DATABASE_REACHABLE),
      "The role may not do what is needed.",
      "Grant what the message names."),
  PoolerNotSupported(
      STALL.at(DATABASE_REACHABLE),
      "The connection goes through a pooler that does not keep sessions.",
      "Point the resource at the server itself or at a session-mode pool."),
  ServerNotSupported(
      STALL.at(DATABASE_REACHABLE),
      "The server is older than PostgreSQL 13.",
      "Upgrade the server."),
  ReadOnlyServer(
      RETRY.at(DATABASE_REACHABLE),
      "The server takes no writes (standby or read-only).",
      "Point the resource at the primary."),
  ReadOnlySession(
      RETRY.at(DATABASE_REACHABLE),
      "The server takes writes, and default_transaction_read_only is on for the role or the database"
          + " (not a standby).",
      "Take the setting off (ALTER ROLE or ALTER DATABASE, RESET default_transaction_read_only), or"
          + " work as another role."),
  DatabaseClaimed(
      RETRY.at(DATABASE_REACHABLE),
      TAKE_OWNERSHIP,
      "Another resource, of this cluster or another, owns the database and its tracking schema.",
      "Keep one of the two: delete the owner, after which this one goes on by itself, or take the"
          + " database over with %s; see \"Who owns a database\" in the runbook."),
  SchemaMismatch(
      STALL.at(DATABASE_REACHABLE),
      SCHEMA,
      "The recorded revisions are applied in another schema than %s names; in this one nothing of"
          + " theirs was looked for or undone.",
      "Name the schema of the records, or give the other one a tracking schema of its own; to move"
          + " to it, undo everything in the first (target base), or see \"A schema that was renamed\""
          + " in the runbook."),

  InvalidTarget(
      STALL.at(TARGET_RESOLVED),
      TARGET,
      "%s cannot be read or is relative to the current state.",
      "Write a revision id, head, heads, base or label@head."),
  TargetNotFound(
      STALL.at(TARGET_RESOLVED),
      TARGET,
      "No revision answers to %s.",
      "Correct the target or add the revision to the source."),
  AmbiguousTarget(
      STALL.at(TARGET_RESOLVED),
      TARGET,
      "Several revisions answer to %s.",
      "Name one of those that the message lists."),
  ForeignHistory(
      STALL.at(TARGET_RESOLVED),
      TARGET,
      "The database has revisions applied, and the source has none of them: database and source"
          + " belong to two applications, as after a mix-up of Secrets. Nothing was touched.",
      "Name the database of these files, or the files of this database. To undo all that is applied,"
          + " set %s to base."),
  UnknownRevision(
      STALL.at(TARGET_RESOLVED),
      "The database records something that neither source nor archive knows.",
      "Put the revision back into the source, or stamp."),
  ChecksumMismatch(
      STALL.at(TARGET_RESOLVED),
      "A revision was edited after it had been applied.",
      "Restore the file and put the change into a new revision. Where the edit changes nothing, add"
          + " validCheckSum to the changeset, or record the file as it is (schemactl stamp, with"
          + " accept)."),
  ArchiveCorrupt(
      STALL.at(TARGET_RESOLVED),
      "An archived revision does not match its own checksum.",
      "Restore the row from a backup or stamp."),
  TrackingTampered(
      STALL.at(TARGET_RESOLVED),
      TRACKING_SCHEMA,
      "A table in %s, or the schema itself, is of a kind, or has something on it, through which"
          + " others could run their code as the role of the migrations, or it holds more than fits"
          + " into memory. It was neither read nor written.",
      "Find out who made it. Take off what the message names, or give the table to the role that"
          + " migrates."),
  HistoryTampered(
      STALL.at(TARGET_RESOLVED),
      ADOPT,
      "The table of another tool's history could run code of others as the role of the"
          + " migrations, or it holds more than fits into memory. It was not read.",
      "Find out who made it. Take off what the message names, give the table to the role that"
          + " migrates, or set %s to Never."),
  AdoptionRefused(
      STALL.at(TARGET_RESOLVED),
      ADOPT,
      "Another tool's history is there and cannot be taken over.",
      "Do what the message says, or set %s to Never."),

  SourceShrank(
      STALL.at(PLAN_APPROVED),
      SOURCE_SHRINKS,
      "The source no longer has revisions that are applied. Nothing was undone.",
      "Put the files back. To go down, name the revision to go down to in the target, or, where a"
          + " reverted commit is to undo what it had applied, set %s to Allow. A file that is gone"
          + " from below an applied revision has to come back in any case."),
  DowngradeDenied(
      STALL.at(PLAN_APPROVED),
      DOWNGRADE,
      "The plan undoes revisions and %s is Deny.",
      "Set %s to Allow, or the target to what is applied."),
  Irreversible(
      STALL.at(PLAN_APPROVED),
      "The plan undoes a revision that cannot be undone.",
      "Choose a target that keeps it, or write a rollback."),
  ServerTooOld(
      STALL.at(PLAN_APPROVED),
      "A revision asks for a newer server (min_server_version).",
      "Upgrade the server or leave the revision out."),
  ApprovalRequired(
      WAIT.at(PLAN_APPROVED),
      APPROVED_PLAN,
      "The plan waits for a person's approval.",
      "Set %s to status.plan.hash."),

  MigrationFailed(
      STALL.at(SCHEMA_CURRENT),
      "A statement failed; its revision was rolled back.",
      "Correct the revision that the message names."),
  VerifyFailed(
      STALL.at(SCHEMA_CURRENT),
      "What the .verify.sql file beside a revision asks for is not true after it, or writes. The"
          + " revision was rolled back; one with changes outside of a transaction is half-way, with"
          + " all its changes made.",
      "Correct the revision, or the file that the message names with the statement."),
  NeedsIntervention(
      STALL.at(SCHEMA_CURRENT),
      "A non-transactional statement ended unknown.",
      "Finish or undo by hand what the message names, record that with schemactl stamp, then"
          + " change the resource or annotate it."),
  LockTimeout(
      RETRY.at(SCHEMA_CURRENT),
      "Another session holds a lock that a statement needs.",
      "See status.blockedBy; end that session if it is forgotten."),
  DatabaseBusy(
      RETRY.at(SCHEMA_CURRENT),
      "Another run holds this database's migration lock.",
      "Wait; see the message for who holds it."),
  ConnectionLost(
      RETRY.at(SCHEMA_CURRENT),
      "The connection broke while a plan ran; the server rolled back.",
      "Wait; check the server if it lasts."),
  Conflict(
      RETRY.at(SCHEMA_CURRENT),
      "Deadlock or serialization failure; the revision was rolled back.",
      "Wait; it is tried again."),
  ServerOutOfResources(
      RETRY.at(SCHEMA_CURRENT),
      "The server has no disk space or memory left; the revision was rolled back.",
      "Give the server room; it is tried again."),
  DeadlineExceeded(
      STALL.at(SCHEMA_CURRENT),
      DEADLINE,
      "%s passed before the plan was done.",
      "Remove what blocks it, or raise the deadline."),
  Cancelled(
      RETRY.at(SCHEMA_CURRENT),
      "The run was stopped: suspended, changed, or the operator left.",
      "Nothing; it goes on with the current spec."),
  InternalError(
      RETRY.at(SCHEMA_CURRENT),
      "Something unforeseen; the operator's log has the stack trace.",
      "Report it with the log.");

  private final Consequence consequence;
  private final @Nullable Setting setting;
  private final String meaning;
  private final String remedy;

  Reason(Consequence consequence, String meaning, String remedy) {
    this(consequence, null, meaning, remedy);
  }

  /** Of a setting, which meaning and remedy call {@code %s}. */
  Reason(Consequence consequence, @Nullable Setting setting, String meaning, String remedy) {
    this.consequence = consequence;
    this.setting = setting;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The stage at which it arises. */
  public Stage stage() {
    return consequence.stage();
  }

  /** What the work queue does with the resource. */
  public Disposition next() {
    return consequence.next();
  }

  /** One sentence for the person on call. */
  public String meaning(SettingNames names) {
    return text(meaning, names);
  }

  /** The remedy, in one sentence. */
  public String remedy(SettingNames names) {
    return text(remedy, names);
  }

  private String text(String text, SettingNames names) {
    return setting == null ? text : text.formatted(names.of(setting));
  }
}
