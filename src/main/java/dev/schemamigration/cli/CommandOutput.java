package dev.schemamigration.cli;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.setting.SettingNames;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes the result of a command: text, or one JSON object. */
final class CommandOutput {
  private final GlobalOptions globals;
  private final Console console;
  private final Supplier<SettingNames> names;

  /**
   * @param names of the settings of the command that runs
   */
  CommandOutput(GlobalOptions globals, Console console, Supplier<SettingNames> names) {
    this.globals = globals;
    this.console = console;
    this.names = names;
  }

  /** Writes the lines, or the document. */
  ExitCode list(List<String> lines, Map<String, ?> document) {
    if (globals.json()) {
      console.out().println(Json.of(document));
    } else {
      lines.forEach(console.out()::println);
    }
    return ExitCode.OK;
  }

  /**
   * Writes the report of a pass.
   *
   * @param done the sentence of the text output when the pass succeeded
   */
  ExitCode report(Report report, String done) {
    var failure = report.fault().map(fault -> Failure.of(fault, names.get()));
    if (globals.json()) {
      console.out().println(Json.of(JsonDocuments.of(report, failure)));
    }
    if (failure.isPresent()) {
      console.err().println("schemactl: " + failure.get().message());
      report
          .run()
          .ifPresent(run -> console.err().println("The database stands at " + run.to() + "."));
      return failure.get().exitCode();
    }
    if (!globals.json()) {
      console.err().println(done);
    }
    return ExitCode.OK;
  }

  /** Writes a failure. */
  ExitCode failure(Failure failure) {
    if (globals.json()) {
      console.out().println(Json.of(JsonDocuments.of(failure)));
    }
    console.err().println("schemactl: " + failure.message());
    return failure.exitCode();
  }
}
