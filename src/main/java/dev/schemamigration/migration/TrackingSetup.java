package dev.schemamigration.migration;

import dev.schemamigration.adoption.AdoptionFault;
import dev.schemamigration.adoption.ForeignHistory;
import dev.schemamigration.adoption.ForeignHistoryReader;
import dev.schemamigration.database.connection.ConnectionSettings;
import dev.schemamigration.database.fault.DatabaseFault;
import dev.schemamigration.database.fault.SqlFaults;
import dev.schemamigration.database.tracking.DatabaseOwner;
import dev.schemamigration.database.tracking.JournalEntry;
import dev.schemamigration.database.tracking.JournalEvent;
import dev.schemamigration.database.tracking.Ownership;
import dev.schemamigration.database.tracking.RecordedState;
import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.api.RunListener;
import dev.schemamigration.migration.reason.FaultException;
import dev.schemamigration.migration.reason.PassFault;
import dev.schemamigration.migration.session.PassContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Prepares the tracking tables for a run: creates them and adopts the history of another tool. */
final class TrackingSetup {
  private TrackingSetup() {}

  /**
   * The recorded state at the begin of a run. On the first run this creates the tables and adopts
   * the history of another tool in the same transaction.
   */
  static RecordedState begin(PassContext pass, OwnershipCheck check, RunListener listener)
      throws SQLException {
    var recorded = pass.tracking().readToWrite();
    pass.report().owned(recorded.ownership());
    var ownership = check.check(recorded);
    var adoption = Adoption.find(pass.request(), pass.session(), recorded, pass::engine);
    if (adoption.isEmpty()) {
      return install(pass, recorded, ownership);
    }
    var history = adoption.get();
    var stamp = StampWriter.of(pass);
    pass.session()
        .inTransaction(
            () -> {
              var empty = install(pass, recorded, ownership);
              history.rename(pass.tracking(), pass.session().settings().trackingSchema());
              stamp.record(
                  history.graph(),
                  empty,
                  history.revisions(),
                  history::attempt,
                  history.execTypes(),
                  JournalEvent.ADOPTED,
                  history.described());
            });
    listener.adopted(history.tool(), List.copyOf(history.graph().oldestFirst(history.revisions())));
    return pass.tracking().read();
  }

  /**
   * Creates the tables that are missing, and nothing else.
   *
   * @throws FaultException where the history of another tool waits for its adoption, which is
   *     looked for only as long as there are no tables
   */
  static RecordedState ensure(PassContext pass, OwnershipCheck check, RecordedState recorded)
      throws SQLException {
    if (!recorded.installed() && pass.request().adoption() != Request.Adoption.NEVER) {
      var histories = ForeignHistoryReader.read(pass.session());
      var waiting =
          Stream.concat(histories.here().stream(), histories.elsewhere().stream())
              .filter(it -> !it.isEmpty())
              .findFirst();
      if (waiting.isPresent()) {
        throw new FaultException(new PassFault.AdoptionRefused(waits(waiting.get())));
      }
    }
    return install(pass, recorded, check.check(recorded));
  }

  private static AdoptionFault waits(ForeignHistory history) {
    return new AdoptionFault.Unsuitable(
        "%s has a history in %s, which would no longer be looked for once the tracking tables are"
                .formatted(history.tool(), history.table())
            + " there",
        "upgrade instead, which takes it over");
  }

  /**
   * Creates the tables that are missing, records the ownership, and returns the state.
   *
   * @param ownership what {@link OwnershipCheck} found to be missing or to be replaced
   */
  static RecordedState install(
      PassContext pass, RecordedState recorded, Optional<Ownership> ownership) throws SQLException {
    if (recorded.installed()) {
      addColumns(pass);
    }
    if (ownership.isEmpty()) {
      return recorded;
    }
    try {
      pass.session()
          .inTransaction(
              () -> {
                if (recorded.ownership().isEmpty()) {
                  pass.tracking().install();
                }
                pass.tracking().putOwnership(ownership.get());
                var changed = changed(recorded.owner(), ownership.get().owner());
                if (changed.isPresent()) {
                  pass.tracking()
                      .journal(
                          JournalEntry.ofRun(JournalEvent.OWNER_CHANGED, pass.id(), changed.get()));
                }
              });
    } catch (SQLException e) {
      throw notInstalled(pass.session().settings(), SqlFaults.classify(e), e);
    }
    pass.report().owned(ownership);
    return pass.tracking().read();
  }

  /** For the journal: who has taken the database from whom. */
  private static Optional<String> changed(
      Optional<DatabaseOwner> before, Optional<DatabaseOwner> after) {
    return before.isPresent() && after.isPresent() && !after.get().isSameAs(before.get())
        ? Optional.of(after.get().described() + ", before: " + before.get().described())
        : Optional.empty();
  }

  private static void addColumns(PassContext pass) throws SQLException {
    try {
      pass.tracking().addColumns();
    } catch (SQLException e) {
      var settings = pass.session().settings();
      var fault = SqlFaults.classify(e);
      if (fault.kind() != DatabaseFault.Kind.PERMISSION) {
        throw e;
      }
      throw new FaultException(
          new PassFault.ColumnsNotPermitted(
              settings.shown().role(), settings.trackingSchema(), fault.summary()));
    }
  }

  private static FaultException notInstalled(
      ConnectionSettings settings, DatabaseFault fault, SQLException e) throws SQLException {
    if (fault.kind() != DatabaseFault.Kind.PERMISSION) {
      throw e;
    }
    return new FaultException(
        new PassFault.TablesNotPermitted(
            settings.shown().role(),
            settings.trackingSchema(),
            settings.address(),
            settings.shown().database(),
            fault.summary()));
  }
}
