package dev.schemamigration.database.proof;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.Objects;

/**
 * A table or schema that must not be used.
 *
 * @param object qualified name
 * @param finding what is wrong with it, as a predicate
 * @param remedy with the role, the object and the setting of the role as its arguments
 */
record Tampering(String object, String finding, String remedy) {
  Tampering {
    Objects.requireNonNull(object);
    Objects.requireNonNull(finding);
    Objects.requireNonNull(remedy);
  }

  /** Finding, consequence and remedy. */
  String message(String role, SettingNames names) {
    return "%s %s; it was not used, because others could run their code through it with the rights of role %s; %s"
        .formatted(object, finding, role, remedy.formatted(role, object, names.of(Setting.ROLE)));
  }
}
