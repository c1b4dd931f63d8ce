package dev.schemamigration.verify.catalog;

import dev.schemamigration.database.session.SqlQuoting;

/** Completes the queries for one server. */
final class QueryTexts {
  private final String trackingSchema;
  private final boolean newer;

  QueryTexts(String trackingSchema, int majorVersion) {
    this.trackingSchema = SqlQuoting.literal(trackingSchema);
    this.newer = majorVersion >= 14;
  }

  /** A query that has no parts. */
  String of(String sql) {
    return sql.replace("${tracking}", trackingSchema)
        .replace("${compression}", newer ? "NULLIF(a.attcompression::text, '')" : "NULL::text")
        .replace("${sqlBody}", newer ? "p.prosqlbody IS NOT NULL" : "false");
  }

  /** A query for all relations. */
  String whole(String sql) {
    return of(sql).replace("${part}", "");
  }

  /** The same for some of them. */
  String part(String sql, String condition) {
    return of(sql).replace("${part}", condition);
  }
}
