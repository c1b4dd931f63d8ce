package dev.schemamigration.verify;

import dev.schemamigration.migration.reason.Reason;

/** Tells a fault of the directory from one of its surroundings. */
final class Blame {
  private Blame() {}

  /** Whether a directory without faults would not have met it. */
  static boolean ofDirectory(Reason reason) {
    return switch (reason) {
      case InvalidSource,
          InvalidGraph,
          SourceTooLarge,
          TooComplex,
          ForbiddenChange,
          InvalidSpec,
          SchemaNotFound,
          UnknownRevision,
          ChecksumMismatch,
          TrackingTampered,
          Irreversible,
          ServerTooOld,
          PermissionDenied,
          MigrationFailed,
          VerifyFailed,
          NeedsIntervention,
          LockTimeout,
          Conflict,
          ReadOnlySession ->
          true;
      case Succeeded,
          Progressing,
          SourceNotFound,
          SourceEmpty,
          OutOfMemory,
          ParameterNotFound,
          MissingParameter,
          SecretNotFound,
          InvalidConnection,
          DatabaseNotPermitted,
          DatabaseUnreachable,
          TlsFailed,
          InvalidReply,
          LoginNotSent,
          DatabaseStarting,
          TooManyConnections,
          AuthenticationFailed,
          DatabaseNotFound,
          RoleNotFound,
          PoolerNotSupported,
          ServerNotSupported,
          ReadOnlyServer,
          DatabaseClaimed,
          SchemaMismatch,
          InvalidTarget,
          TargetNotFound,
          AmbiguousTarget,
          ForeignHistory,
          ArchiveCorrupt,
          HistoryTampered,
          AdoptionRefused,
          SourceShrank,
          DowngradeDenied,
          ApprovalRequired,
          DatabaseBusy,
          ConnectionLost,
          ServerOutOfResources,
          DeadlineExceeded,
          Cancelled,
          InternalError ->
          false;
    };
  }
}
