package dev.schemamigration.conversion.layout;

import dev.schemamigration.conversion.model.Tool;
import dev.schemamigration.conversion.model.ToolFile;
import java.util.List;

/** All layouts. */
public final class MigrationLayouts {
  /** What one of them recognizes, none below it does. */
  private static final List<MigrationLayout> ALL =
      List.of(
          new SqitchLayout(),
          new AlembicLayout(),
          new LiquibaseLayout(),
          SectionLayout.goose(),
          SectionLayout.sqlMigrate(),
          SectionLayout.dbmate(),
          new PostgratorLayout(),
          new PopxLayout(),
          new GolangMigrateLayout(),
          new DieselLayout(),
          new FlywayLayout());

  private MigrationLayouts() {}

  /** The layout of a tool. */
  public static MigrationLayout of(Tool tool) {
    return ALL.stream().filter(it -> it.tool() == tool).findFirst().orElseThrow();
  }

  /** The layouts that files look like. */
  public static List<MigrationLayout> recognizing(List<ToolFile> files) {
    return ALL.stream().filter(it -> it.recognizes(files)).toList();
  }
}
