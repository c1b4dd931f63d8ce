package dev.schemamigration.database.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest {
  private final AnswerMemory memory = new AnswerMemory(100);
  private final List<String> ended = new ArrayList<>();

  private AnswerMemory.Holder holder(String name) {
    return why -> ended.add(name);
  }

  @Test
  void theLargestAnswerMakesRoomForASmallOne() throws WireException {
    memory.take(holder("first"), 30);
    memory.take(holder("large"), 60);

    memory.take(holder("small"), 20);

    assertThat(ended).containsExactly("large");
  }

  @Test
  void theLargestAnswerIsRefusedWhenItIsTheOneThatGrows() throws WireException {
    var growing = holder("growing");
    memory.take(holder("small"), 40);
    memory.take(growing, 50);

    assertThatThrownBy(() -> memory.take(growing, 20))
        .isInstanceOf(WireException.class)
        .hasMessage(
            "the answer to one query is the largest of all that are being read, and there is no"
                + " memory left for it");

    assertThat(ended).isEmpty();
    assertThatCode(() -> memory.take(holder("next"), 60)).doesNotThrowAnyException();
  }

  @Test
  void whatIsReturnedIsFreeAgain() throws WireException {
    var first = holder("first");
    memory.take(first, 90);
    memory.release(first);
    memory.release(first);

    memory.take(holder("second"), 100);

    assertThat(ended).isEmpty();
  }

  @Test
  void aSmallAnswerTakesNothingOfIt() throws WireException {
    var budget = new AnswerBudget(new AnswerMemory(0), holder("small"));

    for (int answer = 0; answer < 100; answer++) {
      budget.message(10_000);
      budget.renew();
    }

    assertThat(ended).isEmpty();
  }
}
