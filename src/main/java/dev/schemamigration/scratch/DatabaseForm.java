package dev.schemamigration.scratch;

import dev.schemamigration.database.session.SqlQuoting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a database is created with: encoding and locale, so that another one compares and sorts text
 * as it does, and the search_path of its sessions.
 *
 * @param options of {@code CREATE DATABASE}
 * @param searchPath as the server keeps it for the database; empty where it has none
 */
record DatabaseForm(String options, Optional<String> searchPath) {
  private static final String QUERY =
      """
      SELECT pg_catalog.pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
        pg_catalog.to_jsonb(d) ->> 'datlocprovider',
        COALESCE(pg_catalog.to_jsonb(d) ->> 'datlocale', pg_catalog.to_jsonb(d) ->> 'daticulocale'),
        pg_catalog.to_jsonb(d) ->> 'daticurules',
        (SELECT pg_catalog.substr(one, 13)
          FROM pg_catalog.pg_db_role_setting AS s, pg_catalog.unnest(s.setconfig) AS one
          WHERE s.setdatabase = d.oid AND s.setrole = 0 AND one LIKE 'search\\_path=%')
      FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()\
      """;

  /** Reads that of the database of a connection. */
  static DatabaseForm read(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(QUERY)) {
      row.next();
      var options = new ArrayList<String>();
      options.add("TEMPLATE template0");
      options.add(option("ENCODING", row.getString(1)));
      options.add(option("LC_COLLATE", row.getString(2)));
      options.add(option("LC_CTYPE", row.getString(3)));
      provider(row.getString(4), row.getString(5)).ifPresent(options::add);
      Optional.ofNullable(row.getString(6)).ifPresent(it -> options.add(option("ICU_RULES", it)));
      return new DatabaseForm(String.join(" ", options), Optional.ofNullable(row.getString(7)));
    }
  }

  /** Servers before 15 know libc only, and have no word for it. */
  private static Optional<String> provider(@Nullable String provider, @Nullable String locale) {
    if (provider == null || locale == null) {
      return Optional.ofNullable(provider).map(it -> "LOCALE_PROVIDER libc");
    }
    return Optional.of(
        provider.equals("i")
            ? "LOCALE_PROVIDER icu " + option("ICU_LOCALE", locale)
            : "LOCALE_PROVIDER builtin " + option("BUILTIN_LOCALE", locale));
  }

  private static String option(String name, String value) {
    return name + " " + SqlQuoting.literal(value).strip();
  }
}
