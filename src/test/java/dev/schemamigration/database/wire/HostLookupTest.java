package dev.schemamigration.database.wire;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostLookupTest {
  private static final Duration LIMIT = Duration.ofMillis(200);

  @Test
  void aResolverThatTakesItsTimeIsNotWaitedFor() {
    var never = new CountDownLatch(1);
    var lookup =
        new HostLookup(
            host -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return InetAddress.getLoopbackAddress();
            });

    assertThatThrownBy(() -> lookup.await("slow.example", LIMIT))
        .isInstanceOf(WireException.class)
        .hasMessage("the host name was not resolved within 200 ms");
    never.countDown();
  }

  @Test
  void aNameWithoutAddressIsToldAsTheDriverTellsIt() {
    var lookup =
        new HostLookup(
            host -> {
              throw new UnknownHostException(host + ": Name or service not known");
            });

    assertThatThrownBy(() -> lookup.await("nosuch.example", Duration.ofSeconds(30)))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("nosuch.example");
  }

  @Test
  void anAddressNeedsNoResolver() {
    assertThatCode(() -> new HostLookup().await("127.0.0.1", Duration.ofSeconds(30)))
        .doesNotThrowAnyException();
    assertThatCode(() -> new HostLookup().await("::1", Duration.ofSeconds(30)))
        .doesNotThrowAnyException();
  }
}
