package dev.schemamigration.database.session;

/**
 * Identifies the database that a session reached.
 *
 * @param systemIdentifier of the cluster, from {@code pg_control_system()}
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

  /** Equal for two connections if and only if they reach the same database. */
  public String identity() {
    return systemIdentifier + "/" + databaseOid;
  }
}
