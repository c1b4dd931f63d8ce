package dev.schemamigration.operator.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.testing.Background;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ParsingMemoryTest {
  private final ParsingMemory memory = ParsingMemory.of(1 << 20);

  @Test
  void aParseForWhichThereIsNoMemoryWaitsAndASmallOneDoesNot() {
    var gate = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var large = Background.start(() -> memory.use(100 << 10, () -> pass(begun, gate)));
    await().until(() -> begun.getCount() == 0);

    assertThat(memory.use(1 << 10, () -> "small")).isEqualTo("small");
    var another = Background.start(() -> memory.use(100 << 10, () -> "another"));
    await().during(java.time.Duration.ofMillis(200)).until(() -> !another.isDone());

    gate.countDown();
    assertThat(another.result()).isEqualTo("another");
    assertThat(large.result()).isEqualTo("passed");
  }

  @Test
  void oneThatTakesMoreThanThereIsIsParsedAlone() {
    assertThat(memory.use(1L << 40, () -> "huge")).isEqualTo("huge");
  }

  @Test
  void aParseThatFailsGivesItsMemoryBack() {
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(
              () ->
                  memory.use(
                      1L << 40,
                      () -> {
                        throw new IllegalStateException("broken");
                      }))
          .hasMessage("broken");
    }
  }

  private static String pass(CountDownLatch begun, CountDownLatch gate) {
    begun.countDown();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "passed";
  }
}
