package dev.schemamigration.cli.option;

import dev.schemamigration.autogenerate.DesiredSchema;
import dev.schemamigration.autogenerate.RenameComments;
import dev.schemamigration.autogenerate.RenameRules;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How {@code revision --autogenerate} makes a revision of a difference. */
public final class AutogenerateOptions {
  @Option(
      names = "--autogenerate",
      description =
          "Write what leads from the migrations to the desired schema, and back; proved on scratch"
              + " databases beside the database that is named, else on an embedded Postgres.")
  private boolean autogenerate;

  @Mixin private final DesiredOptions desired = new DesiredOptions();

  @Option(
      names = "--rename",
      paramLabel = "OLD=NEW",
      description = {
        "What is only renamed: table.old=new for a column, old_table=new_table for a table;",
        "may be repeated. The same as -- renamed_from: old in the desired schema."
      })
  private List<String> renames = List.of();

  @Option(
      names = "--offline-safe",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      paramLabel = "true|false",
      description =
          "Write the forms that lock a table for the shortest time, in revisions of their own where"
              + " they need them (default: ${DEFAULT-VALUE}).")
  private boolean offlineSafe = true;

  @Option(
      names = "--unproved",
      description = "Write it also where it does not lead exactly to the desired schema and back.")
  private boolean unproved;

  /** Whether revisions are made of a difference. */
  public boolean wanted() {
    if (!autogenerate && (desired.given() || !renames.isEmpty() || unproved)) {
      throw new FailureException(
          Failure.usage("--desired, --rename and --unproved belong to --autogenerate; add it"));
    }
    return autogenerate;
  }

  /** Whether the forms that lock a table for the shortest time are wanted. */
  public boolean safe() {
    return offlineSafe;
  }

  /** Whether what is not proved is written too. */
  public boolean unproved() {
    return unproved;
  }

  /** The schema to arrive at. */
  public DesiredSchema schema(OptionResolver inputs) {
    return desired
        .schema(inputs)
        .orElseThrow(
            () ->
                new FailureException(
                    Failure.usage("--autogenerate needs --desired FILE or --desired-url URL")));
  }

  /** What is only renamed, as options and comments say. */
  public RenameRules renames(DesiredSchema schema) {
    var given = new RenameRules(renames);
    return schema instanceof DesiredSchema.Script script
        ? RenameComments.of(script.sql()).and(given)
        : given;
  }
}
