package dev.schemamigration.cli.output;

import dev.schemamigration.database.connection.ConnectionException;
import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.migration.reason.Fault;
import dev.schemamigration.migration.reason.FaultTranslator;
import dev.schemamigration.migration.reason.Stage;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.scratch.ScratchException;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import java.util.List;
import java.util.Optional;

/**
 * Why a command failed.
 *
 * @param reason one word for programs; {@code Usage} where the command line is at fault
 * @param message one line for people, with the remedy
 */
public record Failure(ExitCode exitCode, String reason, String message) {

  public static Failure usage(String message) {
    return new Failure(ExitCode.USAGE, "Usage", message);
  }

  /** A fault that the pass reported. */
  public static Failure of(Fault fault, SettingNames names) {
    var exitCode =
        fault.reason().stage() == Stage.PLAN_APPROVED ? ExitCode.REFUSED : ExitCode.FAILED;
    return new Failure(exitCode, fault.reason().name(), CliMessages.of(fault, names));
  }

  /** What is expected to go wrong before the pass begins; empty for surprises. */
  public static Optional<Failure> of(Exception e, SettingNames names) {
    return switch (e) {
      case FailureException known -> Optional.of(known.failure());
      case SourceException source ->
          Optional.of(
              of(new Fault(FaultTranslator.of(source.fault()).reason(), message(source)), names));
      case RevisionException revision ->
          Optional.of(of(FaultTranslator.of(revision, names), names));
      case ConnectionException connection ->
          Optional.of(usage(CliMessages.line(connection.fault().message(names))));
      case ScratchException scratch -> Optional.of(of(scratch, names));
      default -> Optional.empty();
    };
  }

  private static Failure of(ScratchException e, SettingNames names) {
    var refusal = new FaultTranslator(e.settings(), List.of(), names).of(e.refusal());
    if (e.withoutRight().isPresent()) {
      return new Failure(
          ExitCode.FAILED,
          refusal.reason().name(),
          CliMessages.line(
              "%s: %s; give it that right (ALTER ROLE %s CREATEDB), name a login that has it, or use an embedded server (--embedded)"
                  .formatted(
                      e.getMessage(),
                      refusal.finding(),
                      SqlQuoting.identifier(e.withoutRight().get()))));
    }
    return of(
        new Fault(refusal.reason(), e.getMessage() + ": " + refusal.finding(), refusal.remedy()),
        names);
  }

  private static String message(SourceException e) {
    return e.fault() instanceof SourceFault.NotFound || e.fault() instanceof SourceFault.Empty
        ? e.getMessage() + " (--source DIR or --source bundled:NAME)"
        : e.getMessage();
  }
}
