package dev.schemamigration.schema.model;

import org.pgcodekeeper.core.localizations.Messages;
import org.pgcodekeeper.core.settings.CoreSettings;

/** How the library loads, compares and writes. */
final class LibrarySettings {
  static {
    // The library puts this with names of objects into a comment, which a name could end.
    Messages.Table_TypeParameterChange = "";
  }

  private LibrarySettings() {}

  /** Owners and privileges are left out: they are compared and written by the catalog. */
  static CoreSettings create() {
    var settings = new CoreSettings();
    settings.setIgnorePrivileges(true);
    settings.setIgnoreColumnOrder(true);
    settings.setEnableFunctionBodiesDependencies(true);
    settings.setKeepNewlines(true);
    settings.setIgnoreConcurrentModification(true);
    return settings;
  }
}
