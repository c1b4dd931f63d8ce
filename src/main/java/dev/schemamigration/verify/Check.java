package dev.schemamigration.verify;

/** What is verified, in the order of the report. */
public enum Check {
  UPGRADE("upgrade on a clean database"),
  REPEAT("running it twice changes nothing"),
  DOWNGRADE("downgrade after upgrade, all the way"),
  UPGRADE_AGAIN("upgrade again after that"),
  HEADS("each head alone"),
  STEPS("every revision up, down and up"),
  DATA("rows in the tables survive that"),
  INDEXES("indexes are created and valid"),
  FOREIGN_KEYS("foreign keys are valid and work");

  private final String title;

  Check(String title) {
    this.title = title;
  }

  /** What it asks for, in a few words. */
  public String title() {
    return title;
  }
}
