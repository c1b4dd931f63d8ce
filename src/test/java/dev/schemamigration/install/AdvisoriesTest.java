package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class AdvisoriesTest {
  private static final Advisory RANGE =
      new Advisory("X-1", "io.netty:netty-codec-http", "4.1.9.Final", "4.1.132.Final", "a fault");

  @Test
  void aVersionIsAffectedFromTheFirstUpToTheFixedOne() {
    assertThat(RANGE.affects(netty("4.1.8.Final"))).isFalse();
    assertThat(RANGE.affects(netty("4.1.9.Final"))).isTrue();
    assertThat(RANGE.affects(netty("4.1.131.Final"))).isTrue();
    assertThat(RANGE.affects(netty("4.1.132.Final"))).isFalse();
    assertThat(RANGE.affects(netty("4.2.0.Final"))).isFalse();
  }

  @Test
  void withoutAFirstVersionEveryEarlierOneIsAffected() {
    var advisory = new Advisory("X-2", "io.netty:netty-codec-http", "-", "4.1.9.Final", "a fault");

    assertThat(advisory.affects(netty("3.0.0"))).isTrue();
    assertThat(advisory.affects(netty("4.1.10.Final"))).isFalse();
  }

  @Test
  void withoutAFixedVersionEveryLaterOneIsAffected() {
    var advisory = new Advisory("X-3", "io.netty:netty-codec-http", "4.1.9.Final", "-", "a fault");

    assertThat(advisory.affects(netty("9.0.0"))).isTrue();
    assertThat(advisory.affects(netty("4.1.8.Final"))).isFalse();
  }

  @Test
  void anAsteriskStandsForTheRestOfAnArtifactsName() {
    var advisory = new Advisory("X-4", "io.netty:netty-*", "-", "-", "a fault");

    assertThat(advisory.affects(netty("1"))).isTrue();
    assertThat(advisory.affects(new ShippedJar("io.vertx", "vertx-core", "1"))).isFalse();
    assertThat(RANGE.isAbout(new ShippedJar("io.netty", "netty-codec-http2", "4.1.9.Final")))
        .isFalse();
  }

  @Test
  void aFilesNameIsGroupArtifactAndVersion() {
    assertThat(ShippedJar.of("io.netty.netty-codec-http2-4.1.140.Final.jar"))
        .isEqualTo(new ShippedJar("io.netty", "netty-codec-http2", "4.1.140.Final"));
    assertThat(ShippedJar.of("org.yaml.snakeyaml-2.7.jar"))
        .isEqualTo(new ShippedJar("org.yaml", "snakeyaml", "2.7"));
    assertThatThrownBy(() -> ShippedJar.of("app.jar")).hasMessageContaining("app.jar");
  }

  @Test
  void everyLineOfTheListCanBeRead() throws IOException {
    assertThat(Advisory.all()).hasSizeGreaterThan(30).doesNotHaveDuplicates();
  }

  private static ShippedJar netty(String version) {
    return new ShippedJar("io.netty", "netty-codec-http", version);
  }
}
