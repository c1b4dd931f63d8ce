package dev.schemamigration.operator.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.operator.Given;
import dev.schemamigration.testing.Background;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReferenceMemoryTest {
  /** For four objects. */
  private final ReferenceMemory memory = ReferenceMemory.of(32 << 20);

  @Test
  void aResourceWaitsWhileThereIsNoMemoryForAllThatItNames() {
    var gate = new CountDownLatch(1);
    var begun = new CountDownLatch(1);
    var first =
        Background.start(
            () ->
                memory.use(
                    naming("a", "b", "c"),
                    () -> {
                      begun.countDown();
                      awaitOpen(gate);
                      return "first";
                    }));
    await().until(() -> begun.getCount() == 0);

    assertThat(memory.use(naming("a"), () -> "small")).isEqualTo("small");
    var second = Background.start(() -> memory.use(naming("a", "b"), () -> "second"));
    await().during(java.time.Duration.ofMillis(200)).until(() -> !second.isDone());

    gate.countDown();
    assertThat(second.result()).isEqualTo("second");
    assertThat(first.result()).isEqualTo("first");
  }

  @Test
  void oneThatNamesMoreThanThereIsIsAloneAndGivesAllBackAlsoWhenItFails() {
    var many = naming("a", "b", "c", "d", "e", "f");
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(
              () ->
                  memory.use(
                      many,
                      () -> {
                        throw new IllegalStateException("broken");
                      }))
          .hasMessage("broken");
    }
    assertThat(memory.use(many, () -> "done")).isEqualTo("done");
  }

  @Test
  void theLargestResourcesAreReadInTheHeapOfTheShippedLimit() throws Exception {
    var process =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx153m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ReadInSmallHeap.class.getName()))
            .inheritIO()
            .start();

    assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static SchemaMigration naming(String... names) {
    return Given.resource(
        "source: {configMaps: [{name: " + String.join("}, {name: ", names) + "}]}");
  }

  private static void awaitOpen(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
