package dev.schemamigration.database.session;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.sql.SQLException;
import java.util.Optional;

/** The role to work as does not exist, or the login may not take it. */
public final class RoleNotUsableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What {@code set_config('role', …)} reports for a role that does not exist. */
  private static final String INVALID_VALUE = "22023";

  private static final String INSUFFICIENT_PRIVILEGE = "42501";

  private final String role;
  private final String login;
  private final boolean missing;

  private RoleNotUsableException(String role, String login, boolean missing, SQLException cause) {
    super("role not usable", cause);
    this.role = role;
    this.login = login;
    this.missing = missing;
  }

  /** The exception for an error of the first query; empty when that has another cause. */
  static Optional<RoleNotUsableException> of(SQLException e, Optional<String> role, String login) {
    var state = e.getSQLState();
    return role.filter(it -> INVALID_VALUE.equals(state) || INSUFFICIENT_PRIVILEGE.equals(state))
        .map(it -> new RoleNotUsableException(it, login, INVALID_VALUE.equals(state), e));
  }

  /** Whether there is no such role; otherwise it may not be taken. */
  public boolean missing() {
    return missing;
  }

  /** The finding, with the setting names of the reader's shell. */
  public String message(SettingNames names) {
    return names.subject(Setting.ROLE)
        + (missing
            ? "role \"%s\" does not exist".formatted(role)
            : "role \"%s\" may not be taken by \"%s\", which is no member of it"
                .formatted(role, login));
  }
}
