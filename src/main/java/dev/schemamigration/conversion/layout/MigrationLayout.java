package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.MigrationFolder;
import dev.schemamigration.conversion.model.Reading;
import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import java.util.List;

/** How a tool lays its migrations out in a directory. */
public interface MigrationLayout {
  /** The tool. */
  Tool tool();

  /** Whether files look like those of the tool. */
  boolean recognizes(List<ToolFile> files);

  /** Reads the migrations, in the order in which the tool applies them. */
  Reading read(MigrationFolder folder);
}
