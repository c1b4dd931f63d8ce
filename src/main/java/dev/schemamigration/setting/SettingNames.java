package dev.schemamigration.setting;

import java.util.Optional;

/** Names of settings, as the users of one shell know them. */
public interface SettingNames {
  /** For logs and exceptions, whose reader is nobody's user in particular. */
  SettingNames NEUTRAL =
      new SettingNames() {
        @Override
        public String of(Setting setting) {
          return setting.label();
        }

        @Override
        public String of(Choice choice) {
          return choice.label();
        }

        @Override
        public boolean has(Setting setting) {
          return true;
        }
      };

  /** The name of a setting; its label where the reader cannot set it. */
  String of(Setting setting);

  /** A setting and its value, as the object of "set" and "use". */
  String of(Choice choice);

  /** Whether the reader can set it, so that advice to do so is of use. */
  boolean has(Setting setting);

  /** How a message about the value of a setting begins; may be empty. */
  default String subject(Setting setting) {
    return of(setting) + ": ";
  }

  /** What the reader may not know about values of a setting that turned out to be wrong. */
  default Optional<String> hint(Setting setting) {
    return Optional.empty();
  }
}
