package dev.schemamigration.database.proof;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.text.Printable;
import java.util.Objects;

/**
 * A table or schema that must not be used.
 *
 * @param object qualified name
 * @param finding what is wrong with it, as a predicate
 * @param reason why it was not used, with the role as its argument
 * @param remedy with the role, the object and the setting of the role as its arguments
 */
record Tampering(String object, String finding, String reason, String remedy) {
  private static final String RESTORE = "correct it, or restore %2$s from a backup";

  Tampering {
    Objects.requireNonNull(object);
    Objects.requireNonNull(finding);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(remedy);
  }

  /** One through which others could run code. */
  static Tampering running(String object, String finding, String remedy) {
    return new Tampering(
        object,
        finding,
        "others could run their code through it with the rights of role %1$s",
        remedy);
  }

  /** One that holds more than {@code limit} bytes. */
  static Tampering oversized(String object, long limit) {
    return new Tampering(
        object,
        "holds more than " + (limit >> 20) + " MiB in the columns that are read",
        "it could exhaust the memory of this process",
        "delete the rows that no migration has written, or restore %2$s from a backup; where all of"
            + " it is the history of migrations, combine changesets and revisions");
  }

  /**
   * One with a row, or with columns, that no version of this program or of the tool has written.
   */
  static Tampering meaningless(String object, String finding) {
    return new Tampering(object, finding, "it says nothing for certain", RESTORE);
  }

  /** Finding, consequence and remedy. */
  String message(String role, SettingNames names) {
    return Printable.line(
        "%s %s; it was not used, because %s; %s"
            .formatted(
                object,
                finding,
                reason.formatted(role),
                remedy.formatted(role, object, names.of(Setting.ROLE))));
  }
}
