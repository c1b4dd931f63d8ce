package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BackgroundTest {
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void whatItCameToIsWaitedFor() {
    var work =
        Background.start(
            () -> {
              gate.await();
              return "done";
            });
    work.requireRunning();

    gate.countDown();

    assertThat(work.result()).isEqualTo("done");
    assertThatThrownBy(work::requireRunning).hasMessage("it has ended already: done");
  }

  @Test
  void whoHasWaitedTooLongIsToldWhereItIs() {
    var work = Background.start(this::waitAtTheGate);

    assertThatThrownBy(() -> work.result(Duration.ofMillis(200)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("it still runs after PT0.2S, at\n")
        .hasMessageContaining("BackgroundTest.waitAtTheGate(");

    gate.countDown();
    work.result();
  }

  private Void waitAtTheGate() throws InterruptedException {
    gate.await();
    return null;
  }

  @Test
  void whyItBrokeOffIsKept() {
    var work =
        Background.start(
            () -> {
              throw new IOException("cut");
            });

    assertThatThrownBy(work::result)
        .isInstanceOf(AssertionError.class)
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("cut");
  }
}
