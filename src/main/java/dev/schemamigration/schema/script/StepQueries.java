package dev.schemamigration.schema.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The queries of the steps. */
final class StepQueries {
  static final String TYPE_COLUMNS = read("type_columns.sql");
  static final String DEPENDENTS = read("dependents.sql");

  private StepQueries() {}

  private static String read(String file) {
    try (var stream = StepQueries.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
