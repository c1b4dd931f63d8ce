package dev.schemamigration.database.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostLookupTest {
  private static final Duration LIMIT = Duration.ofMillis(200);
  private static final BooleanSupplier WANTED = () -> false;

  @Test
  void aResolverThatTakesItsTimeIsNotWaitedFor() {
    var never = new CountDownLatch(1);
    var lookup =
        new HostLookup(
            host -> {
              pass(never);
              return InetAddress.getLoopbackAddress();
            });

    assertThatThrownBy(() -> lookup.await("slow.example", LIMIT, WANTED))
        .isInstanceOf(WireException.class)
        .hasMessage("the host name was not resolved within 200 ms");
    never.countDown();
  }

  @Test
  void manyThatWaitForOneNameHaveOneThread() {
    var never = new CountDownLatch(1);
    var asked = new AtomicInteger();
    var lookup =
        new HostLookup(
            host -> {
              asked.incrementAndGet();
              pass(never);
              return InetAddress.getLoopbackAddress();
            });

    for (int number = 0; number < 5; number++) {
      assertThatThrownBy(() -> lookup.await("slow.example", Duration.ofMillis(20), WANTED))
          .hasMessage("the host name was not resolved within 20 ms");
    }

    assertThat(asked).hasValue(1);
    never.countDown();
  }

  @Test
  void nobodyWaitsForANameThatIsUnwanted() {
    var never = new CountDownLatch(1);
    var lookup =
        new HostLookup(
            host -> {
              pass(never);
              return InetAddress.getLoopbackAddress();
            });

    assertThatThrownBy(() -> lookup.await("slow.example", Duration.ofHours(1), () -> true))
        .hasMessage("the connection was ended from this side");
    never.countDown();
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aNameWithoutAddressIsToldAsTheDriverTellsIt() {
    var lookup =
        new HostLookup(
            host -> {
              throw new UnknownHostException(host + ": Name or service not known");
            });

    assertThatThrownBy(() -> lookup.await("nosuch.example", Duration.ofSeconds(30), WANTED))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("nosuch.example");
  }

  @Test
  void anAddressNeedsNoResolver() {
    assertThatCode(() -> HostLookup.OF_PROCESS.await("127.0.0.1", Duration.ofSeconds(30), WANTED))
        .doesNotThrowAnyException();
    assertThatCode(() -> HostLookup.OF_PROCESS.await("::1", Duration.ofSeconds(30), WANTED))
        .doesNotThrowAnyException();
  }
}
