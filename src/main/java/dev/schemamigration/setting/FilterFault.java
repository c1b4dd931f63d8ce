package dev.schemamigration.setting;

/**
 * Why contexts or labels cannot be used.
 *
 * @param setting which of the two
 * @param value as it was set
 * @param why what is wrong with it, and the remedy
 */
public record FilterFault(Setting setting, String value, String why) {
  private static final int SHOWN = 100;

  /** Setting, cause and remedy, with the setting names of the reader's shell. */
  public String message(SettingNames names) {
    var shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return names.subject(setting) + "\"" + shown + "\" " + why;
  }
}
