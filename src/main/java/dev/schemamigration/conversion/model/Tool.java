package dev.schemamigration.conversion.model;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tools whose directories are converted. */
public enum Tool {
  FLYWAY("flyway"),
  GOLANG_MIGRATE("golang-migrate"),
  DBMATE("dbmate"),
  GOOSE("goose"),
  DIESEL("diesel"),
  POPX("popx"),
  POSTGRATOR("postgrator"),
  SQL_MIGRATE("sql-migrate"),
  SQITCH("sqitch"),
  ALEMBIC("alembic"),
  LIQUIBASE("liquibase");

  private final String text;

  Tool(String text) {
    this.text = text;
  }

  /** The tool with this name. */
  public static Optional<Tool> of(String text) {
    return Stream.of(values()).filter(it -> it.text.equals(text)).findFirst();
  }

  /** The names of all of them. */
  public static String names() {
    return Stream.of(values()).map(Tool::text).collect(Collectors.joining(", "));
  }

  /** Its name. */
  public String text() {
    return text;
  }
}
