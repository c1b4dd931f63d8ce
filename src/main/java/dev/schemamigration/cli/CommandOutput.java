package dev.schemamigration.cli;

import dev.schemamigration.migration.api.Report;
import java.util.List;
import java.util.Map;

/** Writes what commands answer: text for people, or one JSON object. */
final class CommandOutput {
  private final GlobalOptions globals;
  private final Console console;

  CommandOutput(GlobalOptions globals, Console console) {
    this.globals = globals;
    this.console = console;
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
    if (globals.json()) {
      console.out().println(Json.of(JsonDocuments.of(report)));
    }
    if (report.fault().isPresent()) {
      var failure = Failure.of(report.fault().get());
      console.err().println("schemactl: " + failure.message());
      report
          .run()
          .ifPresent(run -> console.err().println("The database stands at " + run.to() + "."));
      return failure.exitCode();
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
