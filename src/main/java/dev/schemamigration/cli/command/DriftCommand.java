package dev.schemamigration.cli.command;

import dev.schemamigration.autogenerate.ChangeText;
import dev.schemamigration.autogenerate.Drift;
import dev.schemamigration.autogenerate.DriftReport;
import dev.schemamigration.autogenerate.IgnoreRules;
import dev.schemamigration.cli.output.ChangeListing;
import dev.schemamigration.cli.output.DriftLines;
import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Compares the database with what its revisions produce. */
@Command(
    name = "drift",
    description = {
      "Show how the database differs from what the revisions applied to it produce,",
      "and exit with 3 when it does. They are replayed on a scratch database beside it."
    })
public final class DriftCommand implements Callable<Integer> {
  @Option(
      names = "--ignore",
      paramLabel = "KIND:SCHEMA.NAME",
      description = "What is left out; a star stands for any text. May be repeated.")
  private List<String> ignored = List.of();

  @Option(
      names = "--sql",
      paramLabel = "mend|record",
      converter = RemedyConverter.class,
      description = {
        "Write SQL instead: what takes the database back, or what a new revision",
        "would have to do to record what was done to it."
      })
  private Drift.@Nullable Remedy remedy;

  @Option(
      names = "--strict",
      description = "Fail where something differs for whose kind no SQL is written.")
  private boolean strict;

  private final CommandContext context;

  public DriftCommand(CommandContext context) {
    this.context = context;
  }

  /** Parses the value of {@code --sql}. */
  private static final class RemedyConverter implements ITypeConverter<Drift.Remedy> {
    @Override
    public Drift.Remedy convert(String text) {
      return switch (text) {
        case "mend" -> Drift.Remedy.MEND;
        case "record" -> Drift.Remedy.RECORD;
        default ->
            throw new TypeConversionException("'" + text + "' is none; write mend or record");
      };
    }
  }

  @Override
  public Integer call() {
    var report =
        context
            .schemas()
            .compareDatabase(
                "schemactl drift",
                (comparison, databases, database) ->
                    new Drift(comparison, databases)
                        .find(database, new IgnoreRules(ignored), Optional.ofNullable(remedy)));
    if (strict && !report.withoutSql().isEmpty()) {
      throw new FailureException(
          new Failure(
              ExitCode.FAILED,
              "NotScripted",
              "no SQL is written for "
                  + ChangeText.line(report.withoutSql().getFirst())
                  + "; mend it by hand, or leave out --strict"));
    }
    context.output().list(lines(report), document(report));
    return (report.changes().isEmpty() ? ExitCode.OK : ExitCode.NO).number();
  }

  private static List<String> lines(DriftReport report) {
    return report.script().map(DriftLines::sql).orElseGet(() -> DriftLines.of(report));
  }

  private LinkedHashMap<String, Object> document(DriftReport report) {
    var document = new LinkedHashMap<String, Object>();
    document.put("heads", report.heads());
    document.put("drifted", !report.changes().isEmpty());
    document.put("changes", ChangeListing.objects(report.changes()));
    report
        .script()
        .ifPresent(
            it -> {
              document.put("sql", String.join("\n", DriftLines.sql(it)));
              document.put("remedy", String.valueOf(remedy).toLowerCase(Locale.ROOT));
            });
    return document;
  }
}
