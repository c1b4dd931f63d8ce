package dev.schemamigration.database.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

class DerivedKeysTest {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

  private static byte[] key(PBEKeySpec spec) {
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] expected(PBEKeySpec spec) {
    try {
      return SecretKeyFactory.getInstance(ALGORITHM, "SunJCE").generateSecret(spec).getEncoded();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] atLogin(PBEKeySpec spec) {
    return atLogin("db:5432", spec);
  }

  private static byte[] atLogin(String server, PBEKeySpec spec) {
    try {
      return DerivedKeys.during(server, () -> key(spec));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** Passwords, salts, counts and lengths that differ in one place only, each asked for twice. */
  @Test
  void everyLoginGetsTheKeyOfItsPasswordAndSalt() {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      var password = ("p" + random.nextInt(3)).toCharArray();
      var salt = new byte[] {(byte) random.nextInt(3), 1};
      var spec = new PBEKeySpec(password, salt, 1 + random.nextInt(3), 8 * (1 + random.nextInt(3)));
      var expected = expected(spec);

      var key = atLogin(spec);
      assertThat(key).isEqualTo(expected);
      Arrays.fill(key, (byte) 0);
      assertThat(atLogin(spec)).isEqualTo(expected);
      assertThat(key(spec)).as("outside of a login").isEqualTo(expected);
    }
  }

  @Test
  void theSecondLoginDerivesNothing() {
    var spec = new PBEKeySpec("once".toCharArray(), new byte[16], 100_000, 256);
    long first = processorTime(() -> atLogin(spec));
    long second = processorTime(() -> atLogin(spec));
    assertThat(second).isLessThan(first / 10);
    assertThat(processorTime(() -> key(spec))).as("outside of a login").isGreaterThan(first / 10);
  }

  /** A server that sends the salt of another learns nothing about who logs in there. */
  @Test
  void theKeyForOneServerIsNotRememberedForAnother() {
    var spec = new PBEKeySpec("shared".toCharArray(), new byte[16], 100_000, 256);
    long first = processorTime(() -> atLogin("db:5432", spec));
    assertThat(processorTime(() -> atLogin("fake:5432", spec))).isGreaterThan(first / 10);
    assertThat(processorTime(() -> atLogin("db:5432", spec))).isLessThan(first / 10);
  }

  private static long processorTime(Runnable work) {
    var thread = ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadCpuTime();
    work.run();
    return thread.getCurrentThreadCpuTime() - before;
  }
}
