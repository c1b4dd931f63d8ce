package dev.schemamigration.schema;

import dev.schemamigration.testing.TestPostgres;

/** The roles that schemas of the pairs grant to. */
public final class PairRoles {
  private PairRoles() {}

  /** Creates those that are not there. */
  public static void create(TestPostgres server) {
    var administrator = server.administrator("postgres");
    for (var role : new String[] {"pair_reader", "\"Pair Writer\""}) {
      administrator.execute(
          "DO $$ BEGIN CREATE ROLE "
              + role
              + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    }
  }
}
