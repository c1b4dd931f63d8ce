package dev.schemamigration.database.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedServerTest {
  @ParameterizedTest
  @CsvSource({"13.0,13", "13.22 (Debian 13.22-1.pgdg12+1),13", "18.1,18", "19beta1,19"})
  void aServerFromTheOldestSupportedVersionOnIsTaken(String version, int major) {
    assertThat(UnsupportedServerException.of("db:5432/app", version, major)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"12.22,12", "9.6.24,9", "8.0.2,8"})
  void anOlderOneIsRefused(String version, int major) {
    assertThat(UnsupportedServerException.of("db:5432/app", version, major)).isPresent();
  }

  @Test
  void theMessageNamesTheServersVersionTheOldestSupportedOneAndTheRemedy() {
    var refused = UnsupportedServerException.of("db:5432/app", "12.22 (Ubuntu 12.22-0)", 12);

    assertThat(refused.map(Exception::getMessage))
        .isEqualTo(
            Optional.of(
                "database db:5432/app: the server is PostgreSQL 12.22, and the oldest one supported"
                    + " is PostgreSQL 13; upgrade the server"));
  }
}
