package dev.schemamigration.database.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectionSettingsTest {
  private static final ConnectionSettings SETTINGS =
      ConnectionSettings.of("db", 5432, "shop", "app", Optional.empty());

  private static Optional<String> schema(String written) {
    return SETTINGS.withSchemas(Optional.of(written), "tracking").schema();
  }

  @Test
  void namesOfSchemasAreCutAsPostgresCutsThem() {
    var longest = "é".repeat(31) + "x";
    assertThat(schema(longest + "y")).contains(longest);
    assertThat(schema("public," + longest + "y,other")).contains("public," + longest + ",other");
  }

  @Test
  void blanksAroundANameDoNotCountAsItsBytes() {
    var longest = "x".repeat(63);
    assertThat(schema("public, " + longest)).contains("public, " + longest);
    assertThat(schema(" " + longest + "y , public")).contains(" " + longest + " , public");
  }
}
