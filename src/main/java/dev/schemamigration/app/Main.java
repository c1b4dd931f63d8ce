package dev.schemamigration.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the operator. */
@QuarkusMain
public final class Main {
  private Main() {}

  /** Process entry. */
  public static void main(String... args) {
    Quarkus.run(args);
  }
}
