package dev.schemamigration.database.tracking;

import java.util.Objects;

/**
 * The identity of a changeset: path, id and author, as Liquibase defines it.
 *
 * @param path of its file, or its logical path
 */
public record ChangesetId(String path, String id, String author) {
  /** The key of a row of Liquibase's table, in SQL. */
  static final String COLUMNS = "filename::text || '::' || id::text || '::' || author::text";

  private static final String SEPARATOR = "::";

  public ChangesetId {
    Objects.requireNonNull(path);
    Objects.requireNonNull(id);
    Objects.requireNonNull(author);
  }

  /**
   * The changeset with this key. Where id or author contain the separator themselves, the key is
   * split at the last two; the result has the same key.
   */
  public static ChangesetId ofKey(String key) {
    int last = key.lastIndexOf(SEPARATOR);
    int first = key.lastIndexOf(SEPARATOR, last - SEPARATOR.length());
    if (first < 0) {
      return new ChangesetId(key, "", "");
    }
    return new ChangesetId(
        key.substring(0, first),
        key.substring(first + SEPARATOR.length(), last),
        key.substring(last + SEPARATOR.length()));
  }

  /** {@code path::id::author}, as Liquibase prints it and as archive and journal store it. */
  public String key() {
    return path + SEPARATOR + id + SEPARATOR + author;
  }

  /**
   * Whether it is a SQL file without Liquibase's comments, which Liquibase records as one changeset
   * under an id of its own; messages name the file instead.
   */
  public boolean isPlainScript() {
    return id.equals("raw") && author.equals("includeAll");
  }

  /** For messages: {@code changeset path::id::author} or {@code script path}. */
  public String described() {
    return kind() + " " + name();
  }

  /** {@code changeset} or {@code script}. */
  public String kind() {
    return isPlainScript() ? "script" : "changeset";
  }

  /** The path of a script, the key of any other changeset. */
  public String name() {
    return isPlainScript() ? path : key();
  }
}
