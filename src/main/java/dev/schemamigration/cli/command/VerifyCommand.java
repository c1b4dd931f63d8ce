package dev.schemamigration.cli.command;

import dev.schemamigration.cli.option.ExecutionOptions;
import dev.schemamigration.cli.output.ExitCode;
import dev.schemamigration.cli.output.Failure;
import dev.schemamigration.cli.output.FailureException;
import dev.schemamigration.cli.output.JUnitReport;
import dev.schemamigration.cli.output.StateLines;
import dev.schemamigration.cli.output.VerificationDocument;
import dev.schemamigration.cli.output.VerificationLines;
import dev.schemamigration.verify.VerificationReport;
import dev.schemamigration.verify.VerifiedRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies the directory on scratch databases. */
@Command(
    name = "verify",
    description = {
      "Apply, undo and apply again every revision on scratch databases, with rows in the tables,",
      "and exit with 3 unless schema and rows are as they were. The scratch databases are on the",
      "server of the database that is named, which is left alone; else on an embedded one."
    })
public final class VerifyCommand implements Callable<Integer> {
  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many rows each table gets (default: ${DEFAULT-VALUE}).")
  private int sample = 20;

  @Parameters(
      paramLabel = "FROM:TO",
      arity = "0..1",
      description = {
        "Verify only the revisions above FROM, up to TO (a:b, a:, :b, -3:, a:+2, …); what is below",
        "is applied as the start."
      })
  private @Nullable String range;

  @Option(names = "--from", paramLabel = "REV", description = "The same as REV:")
  private @Nullable String from;

  @Option(
      names = "--accept-loss",
      paramLabel = "REV,...",
      split = ",",
      description = "Revisions that may lose rows or values; what they lose is a note.")
  private List<String> acceptedLoss = new ArrayList<>();

  @Option(
      names = "--accept-intervention",
      paramLabel = "REV,...",
      split = ",",
      description = {
        "Revisions that a crash may leave half-way until a person has looked (a CALL that"
            + " commits);",
        "that is a note."
      })
  private List<String> acceptedIntervention = new ArrayList<>();

  @Option(
      names = "--state",
      description = {
        "Run the .verify.sql files of all applied revisions on the database itself, in"
            + " transactions",
        "that may not write, and nothing else."
      })
  private boolean state;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Also write the report as JUnit XML.")
  private @Nullable Path junit;

  @Mixin private final ExecutionOptions limits = new ExecutionOptions();

  private final CommandContext context;

  public VerifyCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (range != null) {
      MigratingCommand.checked(range);
    }
    if (sample < 0 || sample > 1000) {
      throw new FailureException(
          Failure.usage(
              "--sample: " + sample + " is not between 0 and 1000; write another number"));
    }
    if (state) {
      return ofState();
    }
    var report =
        context
            .verification()
            .run(limits.execution(), range(), sample, acceptedLoss, acceptedIntervention);
    if (junit != null) {
      write(junit, report);
    }
    if (context.inputs().writesJUnit()) {
      context.console().out().print(JUnitReport.of(report));
    } else {
      context.output().list(VerificationLines.of(report), VerificationDocument.of(report));
    }
    return (report.passed() ? ExitCode.OK : ExitCode.NO).number();
  }

  private VerifiedRange range() {
    if (range != null && from != null) {
      throw new FailureException(
          Failure.usage("FROM:TO and --from say both where it begins; leave one of them out"));
    }
    if (from != null) {
      return new VerifiedRange(from, "heads");
    }
    return range == null ? VerifiedRange.WHOLE : VerifiedRange.of(range);
  }

  private int ofState() {
    if (range != null || from != null) {
      throw new FailureException(
          Failure.usage(
              "--state looks at all applied revisions; leave "
                  + (range != null ? "the range " + range : "--from")
                  + " out"));
    }
    if (junit != null || context.inputs().writesJUnit()) {
      throw new FailureException(Failure.usage("--state writes text or json; leave JUnit out"));
    }
    var done = context.verification().state(limits.execution());
    context.output().list(StateLines.of(done), StateLines.document(done));
    return (StateLines.passed(done) ? ExitCode.OK : ExitCode.NO).number();
  }

  private static void write(Path file, VerificationReport report) {
    try {
      Files.writeString(file, JUnitReport.of(report), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new FailureException(
          Failure.usage("--junit: file " + file + " cannot be written; correct the path"));
    }
  }
}
