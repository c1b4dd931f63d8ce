package dev.schemamigration.database.session;

/**
 * Which database a session reached.
 *
 * @param systemIdentifier of the cluster (pg_control_system), or of the server's start where that
 *     is not readable
 * @param databaseOid object id of the database in the cluster
 * @param server e.g. {@code PostgreSQL 17.2}
 * @param serverMajor e.g. 17
 * @param host as connected to
 * @param name database name
 */
public record DatabaseFacts(
    String systemIdentifier,
    long databaseOid,
    String server,
    int serverMajor,
    String host,
    String name) {

  /** Equal for two connections exactly when they reach the same database. */
  public String identity() {
    return systemIdentifier + "/" + databaseOid;
  }
}
