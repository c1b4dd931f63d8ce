package dev.schemamigration.schema.definition;

import java.util.List;
import java.util.Optional;

/** The kinds of objects that have comments, those of several words first. */
public final class CommentKinds {
  private static final List<String> KINDS =
      List.of(
          "materialized view",
          "foreign table",
          "foreign-data wrapper",
          "text search configuration",
          "text search dictionary",
          "text search parser",
          "text search template",
          "operator class",
          "operator family",
          "access method",
          "event trigger",
          "aggregate",
          "cast",
          "collation",
          "conversion",
          "domain",
          "function",
          "index",
          "language",
          "operator",
          "procedure",
          "publication",
          "schema",
          "sequence",
          "server",
          "statistics object",
          "subscription",
          "table",
          "type",
          "view");

  private CommentKinds() {}

  /** The kind that the name of a comment begins with. */
  public static Optional<String> find(String name) {
    return KINDS.stream().filter(it -> name.startsWith(it + " ")).findFirst();
  }
}
