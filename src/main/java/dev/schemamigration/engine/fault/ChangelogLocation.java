package dev.schemamigration.engine.fault;

import dev.schemamigration.engine.fault.ChangelogFault.Forbidden;
import dev.schemamigration.engine.fault.ChangelogFault.InvalidChangelog;
import dev.schemamigration.engine.fault.ChangelogFault.NoRoom;
import dev.schemamigration.engine.fault.ChangelogFault.TooComplex;
import dev.schemamigration.engine.fault.ChangelogFault.TooLarge;

/** The location of a fault: the revision file. */
public record ChangelogLocation(String path) {
  public EngineException invalid(String detail) {
    return new EngineException(new InvalidChangelog(path, detail));
  }

  public EngineException tooLarge(String detail) {
    return new EngineException(new TooLarge(path, detail));
  }

  public EngineException noRoom() {
    return new EngineException(new NoRoom(path));
  }

  public EngineException tooComplex(String detail) {
    return new EngineException(new TooComplex(path, detail));
  }

  public EngineException forbidden(String where, Refusal refusal) {
    return new EngineException(new Forbidden(path, where, refusal.what(), refusal.remedy()));
  }

  public EngineException forbidden(String where, String what, String remedy) {
    return forbidden(where, new Refusal(what, remedy));
  }
}
