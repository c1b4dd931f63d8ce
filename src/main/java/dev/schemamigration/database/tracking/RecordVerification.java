package dev.schemamigration.database.tracking;

import dev.schemamigration.database.session.RecordRejectedException;
import dev.schemamigration.database.session.SqlQuoting;
import dev.schemamigration.database.session.StatementBatch.Part;
import java.util.stream.Collectors;

/**
 * Builds the statement by which the server verifies, before a record is written, that it will be
 * stored as written: a migration itself may have put a trigger, a rule or row security on the
 * tables since they were proven.
 */
final class RecordVerification {
  private final String guarded;

  RecordVerification(TrackingSchema tables) {
    var oids =
        TrackingSchema.TABLES.stream()
            .map(it -> SqlQuoting.literal(tables.table(it)) + "::pg_catalog.regclass")
            .collect(Collectors.joining(", "));
    this.guarded =
        "EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid IN ("
            + oids
            + ") AND (c.relkind <> 'r' OR c.relrowsecurity OR c.relhasrules AND EXISTS"
            + " (SELECT FROM pg_catalog.pg_rewrite WHERE ev_class = c.oid)"
            + " OR c.relhastriggers AND EXISTS"
            + " (SELECT FROM pg_catalog.pg_trigger WHERE tgrelid = c.oid)))";
  }

  /** Fails with {@link RecordRejectedException} when something stands between us and the tables. */
  Part unguarded() {
    return Part.of("SELECT 1 / CASE WHEN " + guarded + " THEN 0 ELSE 1 END");
  }

  /** SQL condition that is true when something stands between us and the tables. */
  String guarded() {
    return guarded;
  }
}
