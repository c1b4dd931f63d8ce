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
        + remedy(names)
        + ", or set "
        + names.of(Choice.ADOPT_NEVER)
        + " and record what is applied with schemactl stamp";
  }

  /** The cause. */
  String finding(SettingNames names);

  /** What a person can do about it, besides not adopting. */
  String remedy(SettingNames names);

  /** The history cannot be read, or does not fit the source. */
  record Unsuitable(String finding, String remedy) implements AdoptionFault {
    @Override
    public String finding(SettingNames names) {
      return finding;
    }

    @Override
    public String remedy(SettingNames names) {
      return remedy;
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
    public String remedy(SettingNames names) {
      return "put it first to take the history over";
    }
  }

  /**
   * Liquibase has run some changesets of a revision and not others.
   *
   * @param revision its id, in quotes
   * @param missing the others, in quotes
   * @param conditional whether contexts or labels could leave one of them out
   */
  record InPart(String tool, String table, String revision, String missing, boolean conditional)
      implements AdoptionFault {
    @Override
    public String finding(SettingNames names) {
      return "%s (%s) has run only a part of revision %s; not %s"
          .formatted(tool, table, revision, missing);
    }

    @Override
    public String remedy(SettingNames names) {
      return (conditional
              ? "set %s and %s to those with which Liquibase ran, "
                  .formatted(names.of(Setting.CONTEXTS), names.of(Setting.LABELS))
              : "")
          + "let Liquibase run the rest, or move it to a revision of its own";
    }
  }
}
