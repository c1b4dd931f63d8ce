package dev.schemamigration.cli;

import dev.schemamigration.migration.api.Report;
import dev.schemamigration.setting.SettingNames;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes what commands answer: text for people, or one JSON object. */
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

  /** Lines for people, or the document. */
  ExitCode list(List<String> lines, Map<String, ?> document) {
    if (globals.json()) {
      console.out().println(Json.of(document));
    } else {
      lines.forEach(console.out()::println);
    }
    return ExitCode.OK;
  }

  /**
   * The end of a pass.
   *
   * @param done the sentence for people when it went well
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

  /** A command that could not do its work. */
  ExitCode failure(Failure failure) {
    if (globals.json()) {
      console.out().println(Json.of(JsonDocuments.of(failure)));
    }
    console.err().println("schemactl: " + failure.message());
    return failure.exitCode();
  }
}
