package dev.schemamigration.testing;

/**
 * A role without rights of its own that plants functions in a database, each of which makes it a
 * superuser when a superuser runs it. They are armed when everything is planted, so that planting
 * runs them without effect.
 */
public final class Intruder {
  private final TestDatabase database;
  private final String role;

  private Intruder(TestDatabase database, String role) {
    this.database = database;
    this.role = role;
  }

  /** Creates the role, which may create schemas, and its functions in the schema {@code evil}. */
  public static Intruder in(TestDatabase database) {
    var administrator = database.asAdministrator();
    var role = "intruder_of_" + database.name();
    administrator.execute(
        "CREATE ROLE " + role,
        "GRANT CREATE ON DATABASE " + database.name() + " TO " + role,
        "CREATE SCHEMA evil AUTHORIZATION " + role,
        "SET ROLE " + role,
        "CREATE TABLE evil.armed ()",
        "GRANT USAGE ON SCHEMA evil TO PUBLIC",
        """
        CREATE FUNCTION evil.rise() RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT FROM evil.armed) THEN
            EXECUTE 'ALTER ROLE %s SUPERUSER';
          END IF;
          RETURN true;
        END $$\
        """
            .formatted(role),
        "CREATE FUNCTION evil.text(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM evil.rise(); RETURN $1; END $$",
        "CREATE FUNCTION evil.row() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM evil.rise(); RETURN NEW; END $$",
        "CREATE FUNCTION evil.time() RETURNS timestamptz LANGUAGE plpgsql AS"
            + " $$ BEGIN PERFORM evil.rise(); RETURN clock_timestamp(); END $$",
        "CREATE DOMAIN evil.words AS text CHECK (evil.text(VALUE) IS NOT NULL)",
        "CREATE OPERATOR evil.<<< (FUNCTION = evil.text, RIGHTARG = text)");
    return new Intruder(database, role);
  }

  /** Its name. */
  public String role() {
    return role;
  }

  /** Runs statements as the role. */
  public void plant(String... statements) {
    var all = new String[statements.length + 1];
    all[0] = "SET ROLE " + role;
    System.arraycopy(statements, 0, all, 1, statements.length);
    database.asAdministrator().execute(all);
  }

  /** Lets the functions work from now on. */
  public void arm() {
    database.asAdministrator().execute("INSERT INTO evil.armed DEFAULT VALUES");
  }

  /** Makes the functions harmless, to prepare the next attempt. */
  public void disarm() {
    database.asAdministrator().execute("DELETE FROM evil.armed");
  }

  /** Whether somebody has run one of the functions. */
  public boolean rose() {
    return database
        .asAdministrator()
        .one("SELECT rolsuper FROM pg_roles WHERE rolname = '" + role + "'")
        .equals("t");
  }
}
