package dev.schemamigration.engine;

import dev.schemamigration.engine.ChangelogFault.Forbidden;
import dev.schemamigration.engine.ChangelogFault.InvalidChangelog;

/** The revision file at which something is wrong. */
record ChangelogPlace(String path) {
  EngineException invalid(String detail) {
    return new EngineException(new InvalidChangelog(path, detail));
  }

  EngineException forbidden(String where, Refusal refusal) {
    return new EngineException(new Forbidden(path, where, refusal.what(), refusal.remedy()));
  }

  EngineException forbidden(String where, String what, String remedy) {
    return forbidden(where, new Refusal(what, remedy));
  }
}
