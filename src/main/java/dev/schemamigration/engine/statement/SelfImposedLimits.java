package dev.schemamigration.engine.statement;

import dev.schemamigration.database.fault.DatabaseFault;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Remembers which limits the revision that runs has set for itself. What ends at one of them is its
 * own fault, and not that of a server that may be better in a minute. The server does not tell: it
 * gives one SQLSTATE to a timeout and to a cancel, and none to who made a transaction read-only.
 */
final class SelfImposedLimits {
  private static final Pattern READ_ONLY = Pattern.compile("read(?:_|\\s+)only");

  private String revision = "";
  private boolean timeout;
  private boolean readOnly;

  /** Notes that a revision sends {@code sql}. */
  void note(String revision, String sql) {
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
   * The fault, as the revision's own where it is.
   *
   * @param cancelled whether this process has asked the server to cancel
   */
  DatabaseFault judge(DatabaseFault fault, boolean cancelled) {
    return switch (fault.kind()) {
      case CANCELLED ->
          timeout && !cancelled ? fault.as(DatabaseFault.Kind.STATEMENT_TIMEOUT) : fault;
      case READ_ONLY -> readOnly ? fault.as(DatabaseFault.Kind.STATEMENT) : fault;
      case UNKNOWN_HOST,
          UNREACHABLE,
          TLS,
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
