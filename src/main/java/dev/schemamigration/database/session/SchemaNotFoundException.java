package dev.schemamigration.database.session;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.Optional;

/** There is no schema in which the migrations could work. */
public final class SchemaNotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Optional<String> schema;
  private final String role;

  /**
   * @param schema the one that is named; empty when none is
   * @param role that works
   */
  SchemaNotFoundException(Optional<String> schema, String role) {
    super("schema not found");
    this.schema = schema;
    this.role = role;
  }

  /** The finding, with the setting names of the reader's shell. */
  public String message(SettingNames names) {
    return names.subject(Setting.SCHEMA)
        + schema
            .map(
                it ->
                    "schema \"%s\" does not exist, or role \"%s\" may not use it"
                        .formatted(it, role))
            .orElseGet(
                () ->
                    "no schema is named, and the search_path of role \"%s\" names none that exists"
                        .formatted(role));
  }
}
