package dev.schemamigration.engine.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BundleResourceAccessorTest {
  @Test
  void aFileOfTheBundleIsReplacedByItsPreparedText() {
    var shared =
        new BundleResourceAccessor(Map.of("a.sql", bytes("as written"), "b.sql", bytes("other")));

    var files = shared.with("a.sql", "as prepared");

    assertThat(files.read("a.sql").map(BundleResourceAccessorTest::text)).contains("as prepared");
    assertThat(files.read("b.sql").map(BundleResourceAccessorTest::text)).contains("other");
    assertThat(files.search("", true)).hasSize(2);
    assertThat(shared.read("a.sql").map(BundleResourceAccessorTest::text)).contains("as written");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
