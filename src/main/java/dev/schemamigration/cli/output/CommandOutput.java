package dev.schemamigration.cli.output;

import dev.schemamigration.database.tracking.Ownership;
import dev.schemamigration.migration.api.Report;
import dev.schemamigration.revision.drawing.TextDrawing;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Writes the result of a command: text, or one JSON object. */
public final class CommandOutput {
  private final BooleanSupplier json;
  private final Console console;
  private final Supplier<SettingNames> names;

  /**
   * @param json whether the command that runs writes JSON
   * @param names of the settings of the command that runs
   */
  public CommandOutput(BooleanSupplier json, Console console, Supplier<SettingNames> names) {
    this.json = json;
    this.console = console;
    this.names = names;
  }

  /** Writes the lines, or the document. */
  public ExitCode list(List<String> lines, Map<String, ?> document) {
    if (json.getAsBoolean()) {
      console.out().println(Json.of(document));
    } else {
      lines.stream().map(Printable::line).forEach(console.out()::println);
    }
    return ExitCode.OK;
  }

  /** Writes the document; as text the answer is the exit code, and its reason on standard error. */
  public void answer(Map<String, ?> document) {
    list(List.of(), document);
  }

  /** Writes a drawing, with colours on a terminal, or the document. */
  public ExitCode drawing(List<TextDrawing.Line> lines, Map<String, ?> document) {
    if (json.getAsBoolean()) {
      return list(List.of(), document);
    }
    for (var line : lines) {
      var text = line.text();
      console.print(line.lanes() + (text.isEmpty() ? "" : " "), Style.of(line.node()), text);
    }
    return ExitCode.OK;
  }

  /**
   * Writes the report of a pass.
   *
   * @param done the sentence of the text output when the pass succeeded
   */
  public ExitCode report(Report report, String done) {
    var failure = report.fault().map(fault -> Failure.of(fault, names.get()));
    if (json.getAsBoolean()) {
      console.out().println(Json.of(JsonDocuments.of(report, failure)));
    }
    var exitCode = written(report, done, failure);
    owner(report.ownership());
    return exitCode;
  }

  private ExitCode written(Report report, String done, Optional<Failure> failure) {
    if (failure.isPresent()) {
      console.err().println("schemactl: " + failure.get().message());
      report
          .run()
          .ifPresent(
              run ->
                  console
                      .err()
                      .println("The database stands at " + Printable.line(run.to()) + "."));
      halfWay(report.unfinished());
      return failure.get().exitCode();
    }
    if (!json.getAsBoolean()) {
      console.err().println(done);
    }
    return ExitCode.OK;
  }

  /** Says which resource owns the database, if one does, and what its operator does there next. */
  public void owner(Optional<Ownership> ownership) {
    ownership
        .flatMap(Ownership::owner)
        .ifPresent(
            owner ->
                console
                    .err()
                    .println(
                        "SchemaMigration %s owns this database; its operator next %s"
                            .formatted(owner.described(), JsonDocuments.next(ownership.get()))));
  }

  /** Names the revisions that an earlier run, or this one, left between two states. */
  public void halfWay(List<String> revisions) {
    for (var id : revisions) {
      console
          .err()
          .println(
              "Revision "
                  + Printable.line(id)
                  + " was left half-way; the next upgrade or downgrade goes on");
    }
  }

  /** Writes a script, as it is to be run: nothing in it is made printable. */
  public ExitCode script(String text) {
    console.out().writeBytes(text.getBytes(StandardCharsets.UTF_8));
    console.out().flush();
    return ExitCode.OK;
  }

  /** Requires that the result is written as text. */
  public void requireText(String option) {
    if (json.getAsBoolean()) {
      throw new FailureException(
          Failure.usage(option + " writes a script and no JSON; leave -o json out"));
    }
  }

  /** Writes a failure. */
  public ExitCode failure(Failure failure) {
    if (json.getAsBoolean()) {
      console.out().println(Json.of(JsonDocuments.of(failure)));
    }
    console.err().println("schemactl: " + failure.message());
    return failure.exitCode();
  }
}
