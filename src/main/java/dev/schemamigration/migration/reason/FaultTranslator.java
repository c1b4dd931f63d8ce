package dev.schemamigration.migration.reason;

import dev.schemamigration.database.archive.ArchiveCorruptException;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.connection.Secret;
import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.Redaction;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.database.proof.TamperedException;
import dev.schemamigration.database.session.RecordRejectedException;
import dev.schemamigration.database.session.RoleNotUsableException;
import dev.schemamigration.database.session.SchemaNotFoundException;
import dev.schemamigration.database.session.UnsupportedServerException;
import dev.schemamigration.engine.fault.AutocommitFault;
import dev.schemamigration.engine.fault.ChangelogFault;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.EngineFault;
import dev.schemamigration.engine.fault.RunFault;
import dev.schemamigration.revision.AppliedFault;
import dev.schemamigration.revision.GraphFault;
import dev.schemamigration.revision.PlacementFault;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.TargetFault;
import dev.schemamigration.setting.Setting;
import dev.schemamigration.setting.SettingNames;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.source.fault.SourceFault;
import dev.schemamigration.text.Printable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Translates exceptions of all layers into faults with a reason, and removes secrets. */
public final class FaultTranslator {
  private static final int LONGEST = 8_000;
  private static final System.Logger LOG = System.getLogger(FaultTranslator.class.getName());

  private final ConnectionSettings settings;
  private final SettingNames names;
  private final Redaction redaction;
  private final Redaction unproven;

  /**
   * @param settings give the password to redact, and the names that are not redacted
   * @param parameters give the secret values to redact
   * @param names setting names of the reader's shell
   */
  public FaultTranslator(
      ConnectionSettings settings, List<Parameter> parameters, SettingNames names) {
    this.settings = settings;
    this.names = names;
    this.redaction = Redaction.of(secrets(settings, parameters), names(settings));
    this.unproven = Redaction.of(settings.hiddenAtLogin(), names(settings));
  }

  private static List<String> names(ConnectionSettings settings) {
    return List.of(
        settings.user(),
        settings.database(),
        settings.host(),
        settings.schema().orElse(settings.user()),
        settings.trackingSchema(),
        settings.role().orElse(settings.user()));
  }

  private static List<Secret> secrets(ConnectionSettings settings, List<Parameter> parameters) {
    var secrets = new ArrayList<Secret>();
    settings.password().ifPresent(secrets::add);
    parameters.stream()
        .filter(Parameter::secret)
        .map(it -> Secret.of(it.value()))
        .forEach(secrets::add);
    return secrets;
  }

  /** The fault of an exception; one without a reason is logged and is an internal error. */
  public Fault of(Exception e) {
    var fault = named(e);
    return shortened(
        new Fault(
            fault.reason(),
            redaction.apply(fault.finding(), LONGEST + 1),
            redaction.apply(fault.remedy(), LONGEST + 1),
            redaction.apply(fault.subject(), LONGEST + 1)));
  }

  /** A server may repeat a whole script in its message; truncated after the redaction. */
  private static Fault shortened(Fault fault) {
    var message = fault.message();
    return message.length() <= LONGEST
        ? fault
        : new Fault(fault.reason(), message.substring(0, LONGEST - 1) + "…", "", fault.subject());
  }

  private Fault of(PassFault fault) {
    var named = new Fault(fault.reason(), fault.message(names), fault.remedy());
    return fault instanceof PassFault.Busy ? named.aboutBeginning() : named;
  }

  private Fault named(Exception e) {
    return switch (e) {
      case FaultException known -> of(known.fault());
      case RevisionException revision -> of(revision, names);
      case SourceException source -> of(source.fault());
      case EngineException engine -> transientAtItsPlace(of(engine.fault()));
      case RecordRejectedException record ->
          new Fault(reason(record.refusal()), record.getMessage());
      case UnsupportedServerException server ->
          new Fault(Reason.ServerNotSupported, server.getMessage());
      case SchemaNotFoundException schema -> advised(Reason.SchemaNotFound, schema.message(names));
      case RoleNotUsableException role ->
          advised(
              role.missing() ? Reason.RoleNotFound : Reason.PermissionDenied, role.message(names));
      case TamperedException tampered ->
          new Fault(
              switch (tampered.tables()) {
                case TRACKING -> Reason.TrackingTampered;
                case HISTORY -> Reason.HistoryTampered;
              },
              tampered.message(names));
      case ArchiveCorruptException archive ->
          new Fault(Reason.ArchiveCorrupt, archive.getMessage() + "; " + archive.remedy());
      default ->
          SqlFaults.findInOwnQuery(e).map(it -> session(it, e)).orElseGet(() -> unforeseen(e));
    };
  }

  /** What a server says before it has accepted a login may repeat any piece of the connection. */
  private Fault session(DatabaseFault fault, Exception e) {
    var found =
        SqlFaults.atLogin(e)
            ? DatabaseReasons.session(
                fault, settings, settings.shownAtLogin(), unproven.apply(fault.summary()), names)
            : DatabaseReasons.session(fault, settings, settings.shown(), fault.summary(), names);
    return found.aboutBeginning();
  }

  /** What passes is told each time in other words: by process ids, by who was faster. */
  private static Fault transientAtItsPlace(Fault fault) {
    return fault.reason().next() == Disposition.RETRY ? fault.aboutBeginning() : fault;
  }

  /** A finding with the remedy of its reason. */
  private Fault advised(Reason reason, String finding) {
    return new Fault(reason, finding, reason.remedy(names));
  }

  private Fault unforeseen(Exception e) {
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    LOG.log(System.Logger.Level.ERROR, indented(redaction.apply(unproven.apply(trace.toString()))));
    return new Fault(
            Reason.InternalError,
            "unforeseen "
                + e.getClass().getSimpleName()
                + ": "
                + unproven.apply(String.valueOf(e.getMessage())))
        .aboutBeginning();
  }

  /** A message of others may have lines, which must not be taken for lines of the log. */
  private static String indented(String trace) {
    return Printable.text(trace.strip()).replace("\n", "\n\t");
  }

  /** The fault of a source. */
  public static Fault of(SourceFault fault) {
    var reason =
        switch (fault) {
          case SourceFault.NotFound notFound -> Reason.SourceNotFound;
          case SourceFault.Empty empty -> Reason.SourceEmpty;
          case SourceFault.InvalidFile file -> Reason.InvalidSource;
          case SourceFault.InvalidFolder folder -> Reason.InvalidSource;
          case SourceFault.TooLarge large -> Reason.SourceTooLarge;
          case SourceFault.InvalidGraph graph -> Reason.InvalidGraph;
        };
    return new Fault(reason, fault.message());
  }

  /**
   * The fault of a graph, or of what a target means in it.
   *
   * @param names setting names of the requester's shell
   */
  public static Fault of(RevisionException e, SettingNames names) {
    var reason =
        switch (e.fault()) {
          case GraphFault graph -> Reason.InvalidGraph;
          case AppliedFault applied -> Reason.UnknownRevision;
          case TargetFault target -> reason(target);
          case PlacementFault placement -> Reason.InvalidTarget;
        };
    var message = e.fault().message(names);
    return new Fault(
        reason,
        e.fault() instanceof TargetFault ? names.subject(Setting.TARGET) + message : message);
  }

  private static Reason reason(TargetFault fault) {
    return switch (fault) {
      case TargetFault.UnknownRevision unknown -> Reason.TargetNotFound;
      case TargetFault.UnknownBranch unknown -> Reason.TargetNotFound;
      case TargetFault.NotInBranch other -> Reason.TargetNotFound;
      case TargetFault.WalkedTooFar tooFar -> Reason.TargetNotFound;
      case TargetFault.Ambiguous ambiguous -> Reason.AmbiguousTarget;
      case TargetFault.SeveralHeads heads -> Reason.AmbiguousTarget;
      case TargetFault.AmbiguousWalk walk -> Reason.AmbiguousTarget;
      case TargetFault.SeveralCurrent several -> Reason.AmbiguousTarget;
      case TargetFault.TooManySteps tooMany -> Reason.TargetNotFound;
      case TargetFault.WrongWay wrong -> Reason.InvalidTarget;
      case TargetFault.BranchNotApplied notApplied -> Reason.InvalidTarget;
      case TargetFault.NotBelow notBelow -> Reason.InvalidTarget;
      case TargetFault.NoBranchBelow none -> Reason.InvalidTarget;
      case TargetFault.RangeNotAllowed range -> Reason.InvalidTarget;
      case TargetFault.OverlappingTargets overlap -> Reason.InvalidTarget;
      case TargetFault.NotARange range -> Reason.InvalidTarget;
      case TargetFault.Malformed malformed -> Reason.InvalidTarget;
      case TargetFault.RelativeDeclaration relative -> Reason.InvalidTarget;
    };
  }

  private static Reason reason(RecordRejectedException.Refusal refusal) {
    return switch (refusal) {
      case LOCK_TAKEN -> Reason.DatabaseBusy;
      case NOT_KEPT -> Reason.MigrationFailed;
    };
  }

  /** A retry has excluded a read-only server before, so the script has made the session so. */
  private static Reason reason(RunFault.NotCommitted fault) {
    return fault.cause().kind() == DatabaseFault.Kind.READ_ONLY
        ? Reason.MigrationFailed
        : DatabaseReasons.reason(fault.cause().kind());
  }

  private Fault of(EngineFault fault) {
    return switch (fault) {
      case ChangelogFault.InvalidChangelog it -> new Fault(Reason.InvalidSource, it.message(names));
      case ChangelogFault.TooLarge it -> new Fault(Reason.SourceTooLarge, it.message(names));
      case ChangelogFault.NoRoom it -> new Fault(Reason.OutOfMemory, it.message(names));
      case ChangelogFault.TooComplex it -> new Fault(Reason.TooComplex, it.message(names));
      case ChangelogFault.Forbidden it -> new Fault(Reason.ForbiddenChange, it.message(names));
      case ChangelogFault.MissingParameters it ->
          new Fault(Reason.MissingParameter, it.message(names));
      case RunFault.StatementFailed it ->
          new Fault(DatabaseReasons.reason(it.cause().kind()), it.message(names));
      case RunFault.NotCommitted it -> new Fault(reason(it), it.message(names));
      case RunFault.Overtaken it -> new Fault(Reason.Conflict, it.message(names));
      case RunFault.RecordRefused it -> new Fault(reason(it.refusal()), it.message(names));
      case AutocommitFault.CommittedInPart it ->
          new Fault(Reason.NeedsIntervention, it.message(names));
      case AutocommitFault.HalfUndone it -> new Fault(Reason.NeedsIntervention, it.message(names));
      case AutocommitFault.HalfWay it -> new Fault(Reason.InvalidSpec, it.message(names));
      case RunFault.NotVerified it -> new Fault(Reason.VerifyFailed, it.message(names));
      case RunFault.PreconditionFailed it -> new Fault(Reason.MigrationFailed, it.message(names));
      case ChangelogFault.NotUndoable it -> new Fault(Reason.Irreversible, it.message(names));
      case AutocommitFault.Uncertain it -> new Fault(Reason.NeedsIntervention, it.message(names));
      case AutocommitFault.NotEffective it -> new Fault(Reason.MigrationFailed, it.message(names));
      case AutocommitFault.NotTransactional it -> new Fault(Reason.InvalidSpec, it.message(names));
      case AutocommitFault.EditedHalfway it ->
          new Fault(Reason.ChecksumMismatch, it.message(names));
    };
  }
}
