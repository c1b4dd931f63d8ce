package dev.schemamigration.setting;

/** A setting with one of its values, where a message advises or reports exactly that. */
public enum Choice {
  /** Another tool's history is ignored. */
  ADOPT_NEVER(Setting.ADOPT, "never"),
  /** Plans may undo revisions. */
  DOWNGRADE_ALLOW(Setting.DOWNGRADE, "allow"),
  /** A source that lost revisions undoes them. */
  SOURCE_SHRINKS_ALLOW(Setting.SOURCE_SHRINKS, "allow"),
  /** The whole plan commits or nothing. */
  TRANSACTION_PLAN(Setting.TRANSACTION, "plan"),
  /** Each revision commits by itself. */
  TRANSACTION_REVISION(Setting.TRANSACTION, "revision");

  private final Setting setting;
  private final String value;

  Choice(Setting setting, String value) {
    this.setting = setting;
    this.value = value;
  }

  /** What is set. */
  public Setting setting() {
    return setting;
  }

  /** A name for developers, and for a reader who cannot choose it. */
  public String label() {
    return setting.label() + " " + value;
  }
}
