package dev.schemamigration.database.proof;

import dev.schemamigration.database.session.SqlQuoting;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds the statements that prove tables of one schema, as far as they exist. */
final class ProofSql {
  static final Set<Flaw> TO_WRITE = EnumSet.allOf(Flaw.class);
  static final Set<Flaw> TO_READ = EnumSet.range(Flaw.KIND, Flaw.GRANT);
  static final Set<Flaw> OF_HISTORY = EnumSet.range(Flaw.KIND, Flaw.CALL);
  static final Set<Flaw> OF_READER = without(Flaw.OWNER);

  /** The owner of a schema {@code n} may drop what others have in it, and create it anew. */
  private static final String TRUSTED_SCHEMA =
      // pg_database_owner stands for the owner of the database.
      Trust.of(
          "CASE n.nspowner WHEN 6171 THEN (SELECT datdba FROM pg_database WHERE datname ="
              + " current_database()) ELSE n.nspowner END");

  /** Made once, because every look sends it. */
  private static final String SUSPECTED_TO_READ = suspected(TO_READ);

  private final String schema;
  private final List<String> names;
  private final boolean withSchema;

  /**
   * @param withSchema whether the owner of the schema has to be trusted as well
   */
  ProofSql(String schema, List<String> names, boolean withSchema) {
    this.schema = SqlQuoting.literal(schema);
    this.names = names;
    this.withSchema = withSchema;
  }

  /**
   * A query that fails with division_by_zero where the schema or a table is suspected of a flaw,
   * and with invalid_argument_for_logarithm where a table is missing that is needed. What it costs
   * the server is to plan it, so it names each catalog once.
   */
  String suspicion(Set<Flaw> flaws, List<String> needed) {
    return "SELECT 1 / CASE WHEN t.flawed OR "
        + Calls.SUSPICION
        + " THEN 0 ELSE 1 END, "
        + complete("t.present", needed)
        + " FROM (SELECT array_agg(c.oid) AS ids, count(CASE WHEN c.relname IN ("
        + quoted(needed)
        + ") THEN 1 END) AS present, bool_or(NOT "
        + TRUSTED_SCHEMA
        + " OR "
        + (flaws.equals(TO_READ) ? SUSPECTED_TO_READ : suspected(flaws))
        + ") AS flawed FROM pg_namespace AS n LEFT JOIN pg_class AS c ON c.relnamespace = n.oid"
        + " AND c.relname IN ("
        + quoted(names)
        + ") WHERE n.nspname = "
        + schema
        + ") AS t";
  }

  private static Set<Flaw> without(Flaw flaw) {
    var flaws = EnumSet.copyOf(OF_HISTORY);
    flaws.remove(flaw);
    return flaws;
  }

  private static String suspected(Set<Flaw> flaws) {
    return flaws.stream().map(Flaw::suspicion).distinct().collect(Collectors.joining(" OR "));
  }

  /**
   * As {@link #suspicion}, of what certainly is a flaw. It is one statement, too: what comes
   * between two would be there for the second and not for the first.
   */
  String condition(Set<Flaw> flaws, List<String> needed) {
    return "SELECT 1 / CASE WHEN EXISTS (SELECT FROM pg_class AS c WHERE "
        + areTables(names)
        + " AND "
        + flaws.stream().map(Flaw::finding).collect(Collectors.joining(", ", "coalesce(", ")"))
        + " IS NOT NULL)"
        + (withSchema ? " OR EXISTS (" + foreignSchema() + ")" : "")
        + " THEN 0 ELSE 1 END"
        + (needed.isEmpty()
            ? ""
            : ", "
                + complete(
                    "(SELECT count(*) FROM pg_class AS c WHERE " + areTables(needed) + ")",
                    needed));
  }

  private static String complete(String present, List<String> needed) {
    return "ln(CASE WHEN " + present + " < " + needed.size() + " THEN 0 ELSE 1 END)";
  }

  /** The name of each table, and its findings, a column a flaw. */
  String findings(Set<Flaw> flaws) {
    return "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), "
        + flaws.stream().map(Flaw::finding).collect(Collectors.joining(", "))
        + " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE "
        + areTables(names)
        + " ORDER BY c.relname";
  }

  /** Name and owner of the schema where that is not trusted. */
  String foreignSchema() {
    return "SELECT pg_catalog.format('%I', n.nspname), pg_get_userbyid(n.nspowner)"
        + " FROM pg_namespace AS n WHERE n.nspname = "
        + schema
        + " AND NOT "
        + TRUSTED_SCHEMA;
  }

  private String areTables(List<String> some) {
    return "c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = "
        + schema
        + ") AND c.relname IN ("
        + quoted(some)
        + ")";
  }

  private static String quoted(List<String> names) {
    return names.stream().map(SqlQuoting::literal).collect(Collectors.joining(", "));
  }
}
