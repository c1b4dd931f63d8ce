package dev.schemamigration.conversion.program;

import java.util.Objects;

/** What came of having a tool build its own schema. */
public sealed interface BuiltByTool {
  /**
   * The database holds what the tool builds, without its own tables.
   *
   * @param by what has built it, such as {@code goose}
   */
  record Done(String by) implements BuiltByTool {
    public Done {
      Objects.requireNonNull(by);
    }
  }

  /**
   * Nothing can be compared.
   *
   * @param why in one sentence
   */
  record NotDone(String why) implements BuiltByTool {
    public NotDone {
      Objects.requireNonNull(why);
    }
  }
}
