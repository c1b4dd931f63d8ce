package dev.schemamigration.engine.statement;

import dev.schemamigration.database.fault.DatabaseFault;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tracks which limits the revision being executed has set itself. A failure at such a limit is
 * permanent, while the same failure at a limit of the server is worth a retry. The error does not
 * distinguish them: a timeout and a cancel share an SQLSTATE, and read-only transactions have one
 * whoever set them.
 */
final class SelfImposedLimits {
  private static final Pattern READ_ONLY = Pattern.compile("read(?:_|\\s+)only");

  private String revision = "";
  private boolean timeout;
  private boolean readOnly;

  /** Tracks that a revision sends {@code sql}. */
  void track(String revision, String sql) {
    if (!revision.equals(this.revision)) {
      this.revision = revision;
      timeout = false;
      readOnly = false;
    }
    if (!(timeout && readOnly)) {
      var text = sql.toLowerCase(Locale.ROOT);
      timeout |= text.contains("statement_timeout");
      readOnly |= READ_ONLY.matcher(text).find();
    }
  }

  /**
   * Returns the fault, as a permanent one where it is due to a limit of the revision itself.
   *
   * @param cancelled whether this process has requested a cancel
   */
  DatabaseFault classify(DatabaseFault fault, boolean cancelled) {
    return switch (fault.kind()) {
      case CANCELLED ->
          timeout && !cancelled ? fault.as(DatabaseFault.Kind.STATEMENT_TIMEOUT) : fault;
      case READ_ONLY -> readOnly ? fault.as(DatabaseFault.Kind.STATEMENT) : fault;
      case UNKNOWN_HOST,
          UNREACHABLE,
          TLS,
          INVALID_REPLY,
          LOGIN_NOT_SENT,
          REJECTED,
          AUTHENTICATION,
          DATABASE_NOT_FOUND,
          STARTING,
          SHUT_DOWN,
          CONNECTION_LOST,
          TOO_MANY_CONNECTIONS,
          PERMISSION,
          LOCK_TIMEOUT,
          CONFLICT,
          STATEMENT_TIMEOUT,
          DISK_FULL,
          OUT_OF_RESOURCES,
          STATEMENT ->
          fault;
    };
  }
}
