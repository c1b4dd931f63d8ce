package dev.schemamigration.database.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExecTypeTest {
  @Test
  void aTypeThatLiquibaseDoesNotWriteIsUnknownAndDidNotRun() {
    assertThat(ExecType.of("EXECUTED")).isEqualTo(ExecType.EXECUTED);
    assertThat(ExecType.of("executed")).isEqualTo(ExecType.UNKNOWN);
    assertThat(ExecType.UNKNOWN.ran()).isFalse();
  }

  @Test
  void whatWasOnlyMarkedCountsAsRunAndIsNotRolledBack() {
    assertThat(Stream.of(ExecType.values()).filter(ExecType::ran))
        .containsExactly(ExecType.EXECUTED, ExecType.RERAN, ExecType.MARK_RAN);
    assertThat(Stream.of(ExecType.values()).filter(ExecType::executed))
        .containsExactly(ExecType.EXECUTED, ExecType.RERAN);
  }
}
