package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.MigrationFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The script that Alembic writes for a whole environment. */
public final class AlembicScript {
  private AlembicScript() {}

  /**
   * What leads from an empty database to all heads; empty where Alembic does not write it.
   *
   * @param environment the variables of this process
   */
  public static Optional<String> upgrade(Path folder, Map<String, String> environment) {
    var run =
        AlembicProgram.in(new MigrationFolder(folder, List.of(), environment))
            .run("upgrade", "heads", "--sql");
    return run.failure().isEmpty() ? Optional.of(run.output()) : Optional.empty();
  }
}
