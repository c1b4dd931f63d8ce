package dev.schemamigration.cli.output;

import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The lines of a command about faults: what the pass found, and where that is the server's own
 * message, what the person at the terminal can do. Pure.
 */
public final class CliMessages {
  private static final Pattern CREDENTIALS = Pattern.compile("(\\w+://)[^\\s'\"@]*@");

  private CliMessages() {}

  /** The finding and what to do about it; the remedy of the fault is for users of the resource. */
  static String of(Fault fault, SettingNames names) {
    var message = line(fault.finding());
    return advice(fault.reason(), names).map(it -> message + "; " + it).orElse(message);
  }

  /** The text without user names and passwords of URLs. */
  public static String withoutCredentials(String text) {
    return CREDENTIALS.matcher(text).replaceAll("$1[secret]@");
  }

  /** The text on one line. */
  static String line(String text) {
    return text.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
  }

  /** What to do where the finding does not say it. */
  private static Optional<String> advice(Reason reason, SettingNames names) {
    return Optional.ofNullable(
        switch (reason) {
          case DatabaseUnreachable -> "check host, port and whether the server runs";
          case TlsFailed -> "correct the sslmode or the root certificate, or TLS at the server";
          case InvalidReply -> "see what answers at host and port";
          case DatabaseStarting -> "try again in a moment";
          case TooManyConnections -> "free connections or raise max_connections";
          case AuthenticationFailed -> "correct user or password in the database URL";
          case DatabaseNotFound -> "create the database or correct the name in the database URL";
          case SchemaNotFound -> "create it, or name another (" + names.of(Setting.SCHEMA) + ")";
          case RoleNotFound -> "create it, or name another (" + names.of(Setting.ROLE) + ")";
          case PermissionDenied ->
              "grant it, or work as another role (" + names.of(Setting.ROLE) + ")";
          case ReadOnlyServer -> "name the primary in the database URL";
          case ReadOnlySession ->
              "take that off (ALTER ROLE or ALTER DATABASE, RESET default_transaction_read_only), or"
                  + " work as another role";
          case MigrationFailed, VerifyFailed -> "correct it and run again";
          case ServerOutOfResources -> "free disk space or memory on the server";
          case LockTimeout ->
              "end the session that holds the lock" + orRaise(Setting.LOCK_TIMEOUT, names);
          case ConnectionLost, Conflict -> "the server rolled back: run again";
          case DeadlineExceeded -> "remove what blocks it" + orRaise(Setting.DEADLINE, names);
          case Cancelled -> "run again to go on";
          case DatabaseBusy -> "run again when it is done";
          case Succeeded,
              LoginNotSent,
              Progressing,
              InvalidSpec,
              SourceNotFound,
              SourceEmpty,
              InvalidSource,
              InvalidGraph,
              SourceTooLarge,
              OutOfMemory,
              TooComplex,
              ForbiddenChange,
              ParameterNotFound,
              MissingParameter,
              SecretNotFound,
              InvalidConnection,
              DatabaseNotPermitted,
              PoolerNotSupported,
              ServerNotSupported,
              DatabaseClaimed,
              SchemaMismatch,
              InvalidTarget,
              TargetNotFound,
              AmbiguousTarget,
              ForeignHistory,
              UnknownRevision,
              ChecksumMismatch,
              ArchiveCorrupt,
              TrackingTampered,
              HistoryTampered,
              AdoptionRefused,
              SourceShrank,
              DowngradeDenied,
              Irreversible,
              ServerTooOld,
              ApprovalRequired,
              NeedsIntervention,
              InternalError ->
              null;
        });
  }

  private static String orRaise(Setting setting, SettingNames names) {
    return names.has(setting) ? ", or raise " + names.of(setting) : "";
  }
}
