package dev.schemamigration.engine.fault;

import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import java.util.List;

/** Faults of a changelog, found before any of it is executed. */
public sealed interface ChangelogFault extends EngineFault {
  /** The changelog cannot be read or is invalid. */
  record InvalidChangelog(String path, String detail) implements ChangelogFault {
    @Override
    public String message(SettingNames names) {
      return "revision file " + path + ": " + detail;
    }
  }

  /** The changelog, or what it makes of its texts, is too large. */
  record TooLarge(String path, String detail) implements ChangelogFault {
    @Override
    public String message(SettingNames names) {
      return "revision file " + path + ": " + detail;
    }
  }

  /** What other passes have read leaves no room in memory. */
  record NoRoom(String path) implements ChangelogFault {
    @Override
    public String message(SettingNames names) {
      return "revision file "
          + path
          + ": there is no room in memory for it beside the changelogs that other migrations, above"
          + " all those of the same namespace, have read; it is tried again";
    }
  }

  /** The changelog holds too many things, or takes too long to read. */
  record TooComplex(String path, String detail) implements ChangelogFault {
    @Override
    public String message(SettingNames names) {
      return "revision file " + path + ": " + detail;
    }
  }

  /** The changelog holds something that is not allowed. */
  record Forbidden(String path, String where, String what, String remedy)
      implements ChangelogFault {
    @Override
    public String message(SettingNames names) {
      return "revision file " + path + ", " + where + ": " + what + " is not allowed; " + remedy;
    }
  }

  /** <code>${name}</code> without a value. */
  record MissingParameters(String path, List<String> parameters) implements ChangelogFault {
    @Override
    public String message(SettingNames names) {
      var first = parameters.getFirst();
      return "revision file "
          + path
          + " uses "
          + String.join(", ", parameters.stream().map(it -> "${" + it + "}").toList())
          + " and nothing gives "
          + (parameters.size() == 1 ? "it" : "them")
          + " a value; add "
          + (parameters.size() == 1 ? "it" : "them")
          + " to "
          + names.of(Setting.PARAMETERS)
          + ", or write ${:"
          + first
          + "} where the text itself is meant";
    }
  }

  /** A revision cannot be undone. */
  record NotUndoable(String revision, String why) implements ChangelogFault {
    @Override
    public String message(SettingNames names) {
      return "revision " + revision + " cannot be undone: " + why;
    }
  }
}
