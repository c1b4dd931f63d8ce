package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds what the packaged application ships against the published advisories in the repository. */
class ShippedJarsE2E {
  private static final Path PACKAGED = Path.of("target/quarkus-app");

  @Test
  void noShippedLibraryHasAPublishedFault() throws IOException {
    var advisories = Advisory.all();
    var jars = ShippedJar.below(PACKAGED);

    assertThat(jars).extracting(ShippedJar::artifact).contains("postgresql", "netty-codec-http");
    assertThat(jars)
        .allSatisfy(
            jar ->
                assertThat(advisories.stream().filter(it -> it.affects(jar)))
                    .as("%s: take a newer one in pom.xml", jar)
                    .isEmpty());
  }

  /** A name that nothing has would hide a fault for ever. */
  @Test
  void mostAdvisoriesAreAboutSomethingThatIsShipped() throws IOException {
    var jars = ShippedJar.below(PACKAGED);
    var notShipped =
        Advisory.all().stream()
            .filter(it -> jars.stream().noneMatch(it::isAbout))
            .map(Advisory::artifact)
            .distinct()
            .toList();

    assertThat(notShipped)
        .isEqualTo(List.of("io.netty:netty-transport-native-epoll", "io.vertx:vertx-grpc*"));
  }
}
