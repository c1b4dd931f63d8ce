package dev.schemamigration.database.proof;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;

/** A table or schema is not as it must be to be used safely; nothing of it was read or written. */
public final class TamperedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Tampering tampering;
  private final Tables tables;
  private final String role;

  /** The tables that are proven. */
  public enum Tables {
    /** Our own. */
    TRACKING(Setting.TRACKING_SCHEMA),
    /** Those of another migration tool, which are only read. */
    HISTORY(Setting.ADOPT);

    private final Setting setting;

    Tables(Setting setting) {
      this.setting = setting;
    }
  }

  /**
   * @param role that the session works as
   */
  TamperedException(Tampering tampering, Tables tables, String role) {
    super(tampering.message(role, SettingNames.NEUTRAL));
    this.tampering = tampering;
    this.tables = tables;
    this.role = role;
  }

  /** Which tables it is about. */
  public Tables tables() {
    return tables;
  }

  /** Setting, object, finding and remedy. */
  public String message(SettingNames names) {
    return names.subject(tables.setting) + tampering.message(role, names);
  }
}
