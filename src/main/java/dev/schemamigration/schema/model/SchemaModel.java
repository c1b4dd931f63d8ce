package dev.schemamigration.schema.model;

import java.util.List;
import org.pgcodekeeper.core.schema.AbstractDatabase;

/** A schema as the comparison library has it. */
public final class SchemaModel {
  private final AbstractDatabase database;
  private final List<String> warnings;

  SchemaModel(AbstractDatabase database, List<String> warnings) {
    this.database = database;
    this.warnings = List.copyOf(warnings);
  }

  AbstractDatabase database() {
    return database;
  }

  /** What the library could not make sense of. */
  public List<String> warnings() {
    return warnings;
  }
}
