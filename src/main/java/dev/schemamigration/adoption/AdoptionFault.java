package dev.schemamigration.adoption;

import dev.schemamigration.setting.Choice;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;

/** A reason why the history of another tool cannot be adopted. */
public sealed interface AdoptionFault {
  /** Setting, cause and remedy, with the setting names of the reader's shell. */
  default String message(SettingNames names) {
    return names.subject(Setting.ADOPT)
        + finding(names)
        + "; "
        + remedy()
        + ", or set "
        + names.of(Choice.ADOPT_NEVER)
        + " and record what is applied with schemactl stamp";
  }

  /** The cause. */
  String finding(SettingNames names);

  /** What a person can do about it, besides not adopting. */
  String remedy();

  /** The history cannot be read, or does not fit the source. */
  record Unsuitable(String finding, String remedy) implements AdoptionFault {
    @Override
    public String finding(SettingNames names) {
      return finding;
    }
  }

  /** The history is in another schema of the search_path than the first. */
  record InLaterSchema(String tool, String table) implements AdoptionFault {
    @Override
    public String finding(SettingNames names) {
      return "%s has a history in %s, and that schema is not the first of %s that is there"
          .formatted(tool, table, names.of(Setting.SCHEMA));
    }

    @Override
    public String remedy() {
      return "put it first to take the history over";
    }
  }
}
