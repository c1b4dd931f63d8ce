package dev.schemamigration.operator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContentReaderKubeIT {
  private static final String NAMESPACE = "contents-by-name";

  private WrittenConfigMaps configMaps;
  private KubernetesClient client;

  @BeforeEach
  void connect() throws IOException {
    configMaps = new WrittenConfigMaps(NAMESPACE);
    client = configMaps.client();
  }

  @AfterEach
  void disconnect() {
    configMaps.close();
  }

  private static Optional<ObjectContents> read(ContentReader reader, ConfigMap watched) {
    return reader.contents(WatchedKind.CONFIG_MAP, watched);
  }

  private static String text(Optional<ObjectContents> contents) {
    return new String(contents.orElseThrow().value("key").orElseThrow());
  }

  @Test
  void anObjectIsReadOnceForEachVersion() {
    var reader = new ContentReader(client, 1_000);
    var before = configMaps.apply("app", "one");

    var first = read(reader, before);

    assertThat(text(first)).isEqualTo("one");
    assertThat(read(reader, before).orElseThrow()).isSameAs(first.orElseThrow());

    var after = configMaps.apply("app", "another");

    assertThat(text(read(reader, after))).isEqualTo("another");
    assertThat(text(read(reader, before)))
        .as("never older than what the API server holds")
        .isEqualTo("another");
  }

  @Test
  void oneReadServesAllThatNeedAnObjectAtOnce() throws Exception {
    var reader = new ContentReader(client, 1_000);
    var watched = configMaps.apply("shared", "value");

    Callable<Optional<ObjectContents>> task = () -> read(reader, watched);
    try (var threads = Executors.newFixedThreadPool(8)) {
      var reads = threads.invokeAll(Collections.nCopies(64, task));

      var first = reads.getFirst().get().orElseThrow();
      for (var read : reads) {
        assertThat(read.get().orElseThrow()).isSameAs(first);
      }
    }
  }

  @Test
  void anObjectThatIsGoneHasNoValues() {
    var reader = new ContentReader(client, 1_000);
    var watched = configMaps.apply("gone", "value");
    client.resource(watched).delete();

    assertThat(read(reader, watched)).isEmpty();

    var again = configMaps.apply("gone", "value");
    var kept = read(reader, again);
    reader.forget(WatchedKind.CONFIG_MAP, NAMESPACE, "gone");

    assertThat(read(reader, again).orElseThrow()).isNotSameAs(kept.orElseThrow());
  }

  @Test
  void valuesThatWereReadLongAgoMakeRoom() {
    var reader = new ContentReader(client, 10);
    var first = configMaps.apply("first", "12345");
    var second = configMaps.apply("second", "12345");
    var third = configMaps.apply("third", "12345");
    var large = configMaps.apply("large", "12345678901");

    var kept = read(reader, first);
    var dropped = read(reader, second);
    read(reader, first);
    read(reader, third);

    assertThat(read(reader, first).orElseThrow()).isSameAs(kept.orElseThrow());
    assertThat(read(reader, second).orElseThrow()).isNotSameAs(dropped.orElseThrow());
    var unkept = read(reader, large);
    assertThat(text(unkept)).isEqualTo("12345678901");
    assertThat(read(reader, large).orElseThrow()).isNotSameAs(unkept.orElseThrow());
  }
}
