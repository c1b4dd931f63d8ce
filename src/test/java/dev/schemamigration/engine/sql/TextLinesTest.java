package dev.schemamigration.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TextLinesTest {
  @Test
  void whatIsInNoFileLineByLineHasNoPlaceWhereverTheServerPoints() {
    var statement =
        ScriptSplitter.split("-- made\nCREATE TABLE t (a nonsense)", Delimiter.NONE).getFirst();
    var generated = new ExecutableStatement.Sql(statement);

    assertThat(generated.place(OptionalInt.of(19))).isEmpty();
    assertThat(generated.place(OptionalInt.of(999_999_999))).isEmpty();
    assertThat(generated.place(OptionalInt.empty())).isEmpty();
  }
}
