package dev.schemamigration.database.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorContextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PL/pgSQL function f() line 3 at SQL statement | true",
        "PL/Python function \"f\"                      | true",
        "SQL function \"f\" statement 1                | true",
        "PL/pgSQL assignment \"x := 1\"                | false",
        "SQL statement \"SELECT PL/\"                  | false",
        "SQL statement \"SELECT 1\"                    | false",
        "in a SQL function \"f\"                       | false",
        "PL/ PL/pgSQL PL/x                             | true",
      })
  void linesThatNameARoutineAreKept(String line, boolean kept) {
    assertThat(ErrorContext.of(line)).hasSize(kept ? 1 : 0);
  }

  @Test
  void aLongLineTakesLinearTime() {
    var line = "PL/pgSQL".repeat(200_000) + "\"";

    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), () -> ErrorContext.of(line)))
        .isEmpty();
  }
}
