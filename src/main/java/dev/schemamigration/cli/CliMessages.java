package dev.schemamigration.cli;

import dev.schemamigration.database.connection.ConnectionFault;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.setting.SettingNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says faults in the words of the command line: fields of a resource become options, and where the
 * message is the server's own, what to do about it is added. Pure.
 */
final class CliMessages {
  /** Longer names first: they begin like the shorter ones. */
  private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

  static {
    OPTIONS.put("spec.target: ", "");
    OPTIONS.put("spec.execution.deadline", "--deadline");
    OPTIONS.put("execution.transaction: Plan", "--transaction plan");
    OPTIONS.put("transaction: Revision", "--transaction revision");
    OPTIONS.put("spec.parameters", "-P name=value");
  }

  private static final Pattern CREDENTIALS = Pattern.compile("(\\w+://)[^\\s'\"@]*@");

  private CliMessages() {}

  /** One line for the person at the terminal. */
  static String of(Fault fault) {
    var message = options(withoutRemedy(fault));
    return advice(fault.reason()).map(it -> message + "; " + it).orElse(message);
  }

  /** The remedy of a reason speaks of resources. */
  private static String withoutRemedy(Fault fault) {
    var tail = "; " + fault.reason().remedy();
    return fault.message().endsWith(tail)
        ? fault.message().substring(0, fault.message().length() - tail.length())
        : fault.message();
  }

  /** One line for the person who wrote the database URL. */
  static String of(ConnectionFault fault, SettingNames names) {
    return options(fault.message(names));
  }

  /** The text without user names and passwords of URLs. */
  static String withoutCredentials(String text) {
    return CREDENTIALS.matcher(text).replaceAll("$1[secret]@");
  }

  /** The text on one line, fields of a resource as options. */
  static String options(String message) {
    var text = message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
    for (var option : OPTIONS.entrySet()) {
      text = text.replace(option.getKey(), option.getValue());
    }
    return text;
  }

  /** What to do where the message does not say it. */
  private static Optional<String> advice(Reason reason) {
    return Optional.ofNullable(
        switch (reason) {
          case DatabaseUnreachable -> "check host, port and whether the server runs";
          case DatabaseStarting -> "try again in a moment";
          case TooManyConnections -> "free connections or raise max_connections";
          case AuthenticationFailed -> "correct user or password in the database URL";
          case DatabaseNotFound -> "create the database or correct the name in the database URL";
          case PermissionDenied -> "grant it, or work as another role (--role)";
          case ReadOnlyServer -> "name the primary in the database URL";
          case MigrationFailed -> "correct it and run again";
          case ServerOutOfResources -> "free disk space or memory on the server";
          case LockTimeout -> "end the session that holds the lock, or raise --lock-timeout";
          case ConnectionLost, Conflict -> "the server rolled back: run again";
          case DeadlineExceeded -> "remove what blocks it, or raise --deadline";
          case Cancelled -> "run again to go on";
          case Succeeded,
              Progressing,
              InvalidSpec,
              SourceNotFound,
              InvalidSource,
              InvalidGraph,
              ForbiddenChange,
              ParameterNotFound,
              MissingParameter,
              SecretNotFound,
              InvalidConnection,
              PoolerNotSupported,
              ServerNotSupported,
              DatabaseClaimedElsewhere,
              InvalidTarget,
              TargetNotFound,
              AmbiguousTarget,
              UnknownRevision,
              ChecksumMismatch,
              ArchiveCorrupt,
              AdoptionRefused,
              DowngradeDenied,
              Irreversible,
              ServerTooOld,
              ApprovalRequired,
              NeedsIntervention,
              DatabaseBusy,
              InternalError ->
              null;
        });
  }
}
