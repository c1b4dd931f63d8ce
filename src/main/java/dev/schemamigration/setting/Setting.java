package dev.schemamigration.setting;

/**
 * One thing that a user can set. Faults and remedies hold settings, and {@link SettingNames} name
 * them for the reader: as a field of the resource or as an option of a command.
 */
public enum Setting {
  /** Where the database should be. */
  TARGET("target"),
  /** The revision files. */
  SOURCE("source"),
  /** Values for the changelogs. */
  PARAMETERS("parameters"),
  /** The contexts in which changesets run. */
  CONTEXTS("contexts"),
  /** The labels of the changesets that run. */
  LABELS("labels"),

  /** Which database, and how it is reached. */
  DATABASE("database"),
  /** The stored secret that holds the connection data. */
  SECRET("secret"),
  /** Which key of the secret holds what. */
  SECRET_KEYS("secret keys"),
  /** The key that holds a whole URL. */
  URL_KEY("secret key of the URL"),
  /** The key that holds the host. */
  HOST_KEY("secret key of the host"),
  /** The key that holds the port. */
  PORT_KEY("secret key of the port"),
  /** The key that holds the name of the database. */
  DATABASE_NAME_KEY("secret key of the database name"),
  /** The key that holds the user. */
  USER_KEY("secret key of the user"),
  /** The key that holds the password. */
  PASSWORD_KEY("secret key of the password"),
  /** The key that holds the TLS mode. */
  SSL_MODE_KEY("secret key of the TLS mode"),
  /** The key that holds the root certificate. */
  SSL_ROOT_CERT_KEY("secret key of the root certificate"),
  /** Host name or address. */
  HOST("host"),
  /** TCP port. */
  PORT("port"),
  /** Name of the database. */
  DATABASE_NAME("database name"),
  /** Role that logs in. */
  USER("user"),
  /** That role's password. */
  PASSWORD("password"),
  /** TLS mode. */
  SSL_MODE("TLS mode"),
  /** Certificate authority of the server. */
  SSL_ROOT_CERT("root certificate"),
  /** The search_path of the migrations. */
  SCHEMA("schema"),
  /** Where it is recorded what has run. */
  TRACKING_SCHEMA("tracking schema"),
  /** The role to work as after connecting. */
  ROLE("role"),

  /** Whether a plan may undo revisions. */
  DOWNGRADE("downgrade"),
  /** Whether a source that lost revisions undoes them. */
  SOURCE_SHRINKS("source shrinks"),
  /** Which plan has been approved. */
  APPROVED_PLAN("approved plan"),
  /** Whether another tool's history is taken over. */
  ADOPT("adopt"),

  /** Whether the database may be taken over from another owner. */
  TAKE_OWNERSHIP("take ownership"),

  /** How a plan is carried out: all of the following. */
  EXECUTION("execution"),
  /** What commits together. */
  TRANSACTION("transaction"),
  /** How long a statement waits for a lock. */
  LOCK_TIMEOUT("lock timeout"),
  /** How long a statement runs. */
  STATEMENT_TIMEOUT("statement timeout"),
  /** How long a run takes. */
  DEADLINE("deadline"),
  /** Whether SQL is written instead of run. */
  SQL("--sql"),

  /** The revisions that a new one follows. */
  HEAD("head"),
  /** Whether a new revision may follow one that is no head. */
  SPLICE("splice"),
  /** The id of a new revision. */
  REVISION_ID("revision id"),
  /** A name of the line that begins at a new revision. */
  BRANCH_LABEL("branch label"),
  /** What must be applied before a new revision without being its parent. */
  DEPENDS_ON("depends on"),

  /** How often a database at its target is inspected again. */
  INTERVAL("interval"),
  /** Whether nothing is done for now. */
  SUSPEND("suspend");

  private final String label;

  Setting(String label) {
    this.label = label;
  }

  /** A name for developers, and for a reader who cannot set it. */
  public String label() {
    return label;
  }
}
