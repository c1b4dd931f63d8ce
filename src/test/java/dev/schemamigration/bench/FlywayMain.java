package dev.schemamigration.bench;

import org.flywaydb.core.Flyway;

/** Flyway's {@code migrate} as a program: its own command line is not among the libraries. */
final class FlywayMain {
  private FlywayMain() {}

  /** Arguments: JDBC URL, user, password, folder. */
  public static void main(String... args) {
    Flyway.configure()
        .dataSource(args[0], args[1], args[2])
        .locations("filesystem:" + args[3])
        .load()
        .migrate();
  }
}
