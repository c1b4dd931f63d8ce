package dev.schemamigration.schema.catalog;

import dev.schemamigration.database.session.SqlQuoting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Composes the queries over the system catalog for one server version. */
final class CatalogQuery {
  private static final Pattern SECTION = Pattern.compile("-- kind: (.+?)(?: from (\\d+))?");
  private static final Pattern MEMBER = Pattern.compile("\\$\\{member:(\\w+):([\\w.]+)}");

  private final int majorVersion;
  private final String schemas;

  /**
   * @param leftOut schemas that are no part of what is compared
   */
  CatalogQuery(int majorVersion, Collection<String> leftOut) {
    this.majorVersion = majorVersion;
    this.schemas =
        "SELECT s.oid FROM pg_namespace s WHERE s.nspname !~ '^pg_' AND s.nspname NOT IN ("
            + leftOut.stream()
                .map(SqlQuoting::literal)
                .map(it -> ", " + it)
                .collect(Collectors.joining("", "'information_schema'", ")"));
  }

  /** A query whose rows are kind, schema, name and definition. */
  String entries() {
    var parts = new ArrayList<String>();
    for (var section : sections(read("catalog.sql"))) {
      if (section.from() <= majorVersion) {
        parts.add(
            "(SELECT "
                + SqlQuoting.literal(section.kind())
                + "::text, x.* FROM ("
                + filled(section.sql())
                + ") AS x (schema, name, definition))");
      }
    }
    return String.join("\nUNION ALL\n", parts);
  }

  /** A query whose rows are those of {@code privileges.sql}. */
  String privileges() {
    return filled(read("privileges.sql"));
  }

  /** A query whose rows are those of {@code default_privileges.sql}. */
  String defaultPrivileges() {
    return filled(read("default_privileges.sql"));
  }

  /** A query whose rows are those of {@code owners.sql}. */
  String owners() {
    return filled(read("owners.sql"));
  }

  private String filled(String sql) {
    return MEMBER
        .matcher(sql.replace("${schemas}", schemas))
        .replaceAll(
            it ->
                Matcher.quoteReplacement(
                    "NOT EXISTS (SELECT FROM pg_depend AS member WHERE member.classid = '%s'::regclass AND member.objid = %s AND member.deptype = 'e')"
                        .formatted(it.group(1), it.group(2))));
  }

  private record Section(String kind, int from, String sql) {}

  private static List<Section> sections(String text) {
    var sections = new ArrayList<Section>();
    var kind = "";
    int from = 0;
    var sql = new StringBuilder();
    for (var line : text.lines().toList()) {
      var head = SECTION.matcher(line);
      if (head.matches()) {
        if (!kind.isEmpty()) {
          sections.add(new Section(kind, from, sql.toString()));
        }
        kind = head.group(1);
        from = head.group(2) == null ? 0 : Integer.parseInt(head.group(2));
        sql.setLength(0);
      } else {
        sql.append(line).append('\n');
      }
    }
    sections.add(new Section(kind, from, sql.toString()));
    return sections;
  }

  private static String read(String file) {
    try (var stream = CatalogQuery.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
