package dev.schemamigration.schema.catalog;

/**
 * A privilege that an object has beyond the defaults of its kind, or that it lacks of them.
 *
 * @param schema of the object; empty for what is in none
 * @param prefix {@code ALTER DEFAULT PRIVILEGES …} with a blank behind it; empty for privileges of
 *     an object
 * @param target what stands behind {@code ON} in {@code GRANT}
 * @param columns the column that it is for; empty for the object as a whole
 * @param grantee the role, quoted where it has to be; {@link #OWNER} or {@code PUBLIC}
 * @param privilege such as {@code SELECT}
 * @param held whether the object has it; else it lacks it
 * @param grantable whether the grantee may grant it on
 */
public record Privilege(
    String schema,
    String prefix,
    String target,
    String columns,
    String grantee,
    String privilege,
    boolean held,
    boolean grantable) {
  /** Stands for the role that owns the object. */
  public static final String OWNER = "OWNER";

  /** It as an entry of a catalog. */
  public CatalogEntry entry() {
    return new CatalogEntry(
        prefix.isEmpty() ? "privilege" : "default privilege",
        schema,
        "%s%s ON %s TO %s".formatted(place(), what(), target, grantee),
        held ? grantable ? "granted with grant option" : "granted" : "revoked");
  }

  private String place() {
    return prefix.replace("ALTER DEFAULT PRIVILEGES ", "");
  }

  /** The privilege with its column. */
  public String what() {
    return columns.isEmpty() ? privilege : privilege + " (" + columns + ")";
  }

  /** A statement after which the object has it as this says. */
  public String statement() {
    var role = grantee.equals(OWNER) ? "CURRENT_USER" : grantee;
    return held
        ? prefix
            + "GRANT "
            + what()
            + " ON "
            + target
            + " TO "
            + role
            + (grantable ? " WITH GRANT OPTION" : "")
        : prefix + "REVOKE " + what() + " ON " + target + " FROM " + role;
  }

  /** The privilege as it is by default: not held where this is held. */
  public Privilege undone() {
    return new Privilege(schema, prefix, target, columns, grantee, privilege, !held, false);
  }
}
