package dev.schemamigration.operator.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.reference.KnownObjects;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.fault.SourceFault;
import dev.schemamigration.testing.Changelogs;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SourceFetcherTest {
  private static final String SPEC =
      """
      source: {configMaps: [%s]}
      database: {secretRef: {name: db}}
      """;
  private static final SourceRef APP = new SourceRef.ConfigMaps(List.of("app"));

  private final KnownObjects objects =
      new KnownObjects()
          .secret("db", Map.of("uri", "postgresql://app:pw@db.shop/orders"))
          .configMap("app", Map.of("001_r1.sql", Changelogs.R1));
  private final Queue<Runnable> background = new ArrayDeque<>();
  private final List<SourceFiles> parsed = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private Function<SourceFiles, Bundle> parser = SourceFiles::parse;
  private final SourceFetcher fetcher =
      new SourceFetcher(
          (namespace, fetch) -> background.add(fetch), new BundleCache(1_000_000), this::parse);

  @Test
  void aSourceIsFetchedInTheBackground() {
    assertThat(fetch("orders", APP)).isEmpty();
    assertThat(parsed).as("parsed by the caller").isEmpty();
    assertThat(done).isEmpty();

    runBackground();

    assertThat(done).containsExactly("orders");
    assertThat(bundle("orders", APP).find("r1")).isPresent();
  }

  @Test
  void aFetchUnderWayIsNotBegunAgain() {
    fetch("orders", APP);

    assertThat(fetch("orders", APP)).isEmpty();
    assertThat(background).hasSize(1);
  }

  @Test
  void aRotatedPasswordParsesNothingAgain() {
    var before = fetched("orders", APP);
    objects.secret("db", Map.of("uri", "postgresql://app:rotated@db.shop/orders"));

    assertThat(fetched("orders", APP)).isSameAs(before);
    assertThat(parsed).hasSize(1);
  }

  @Test
  void aChangedConfigMapIsParsedAgain() {
    var before = fetched("orders", APP);
    objects.configMap("app", Changelogs.linear(2));

    var after = fetched("orders", APP);

    assertThat(after.digest()).isPresent().isNotEqualTo(before.digest());
    assertThat(bundle("orders", APP).find("r2")).isPresent();
    assertThat(parsed).hasSize(2);
  }

  @Test
  void resourcesWithTheSameFilesShareOneParse() {
    assertThat(fetched("orders", APP)).isSameAs(fetched("invoices", APP));
    assertThat(parsed).hasSize(1);
  }

  @Test
  void aResourceWaitsForAParseThatAnotherOneHasBegunWithoutOccupyingAThread() {
    fetch("orders", APP);
    fetch("invoices", APP);
    parser =
        files -> {
          background.remove().run();
          assertThat(done).isEmpty();
          return files.parse();
        };

    runBackground();

    assertThat(done).containsExactlyInAnyOrder("orders", "invoices");
    assertThat(parsed).hasSize(1);
    assertThat(fetch("orders", APP)).isPresent().isEqualTo(fetch("invoices", APP));
  }

  @Test
  void aFaultLastsUntilTheFilesChange() {
    objects.configMap("app", Map.of("001_r1.sql", ""));
    var fault = fetched("orders", APP);

    assertThat(fault).isInstanceOf(FetchedSource.Unusable.class);
    assertThat(fault.digest()).isPresent();
    assertThat(fetched("invoices", APP)).isSameAs(fault);
    assertThat(parsed).hasSize(1);

    objects.configMap("app", Map.of("001_r1.sql", Changelogs.R1));

    assertThat(fetched("orders", APP)).isInstanceOf(FetchedSource.Usable.class);
    assertThat(fetched("invoices", APP)).isInstanceOf(FetchedSource.Usable.class);
  }

  @Test
  void aMissingConfigMapIsAFaultOfFilesWithoutDigest() {
    var missing = fetched("orders", new SourceRef.ConfigMaps(List.of("app", "other")));

    assertThat(missing)
        .isEqualTo(
            new FetchedSource.Unusable(
                Optional.empty(),
                new SourceFault.NotFound(
                    "spec.source.configMaps",
                    "there is no ConfigMap \"other\" in namespace \"shop\"",
                    "create it")));
    assertThat(parsed).isEmpty();
  }

  @Test
  void aSourceForWhichThereIsNoRoomIsRefusedUntilThereIs() {
    var large = "x".repeat(400_000);
    objects
        .configMap("one", Map.of("one.csv", large + "1"))
        .configMap("two", Map.of("two.csv", large + "2"));
    var one = new SourceRef.ConfigMaps(List.of("one"));
    var two = new SourceRef.ConfigMaps(List.of("two"));
    assertThat(fetched("shop/orders", one)).isInstanceOf(FetchedSource.Usable.class);
    assertThat(fetched("shop/more", one)).isInstanceOf(FetchedSource.Usable.class);

    var refused = fetched("shop/invoices", two);

    assertThat(refused)
        .isInstanceOfSatisfying(
            FetchedSource.Refused.class,
            it ->
                assertThat(it.fault().message())
                    .isEqualTo(
                        "ConfigMap two: has 400001 bytes, for which there is no room: the sources"
                            + " of a namespace may have 500000 bytes in the memory of the operator,"
                            + " less while others need it; make it smaller, or have the operator's"
                            + " memory limit raised; it is read again when the resource changes or"
                            + " is annotated"));

    fetcher.forget("shop/orders");
    fetcher.forget("shop/more");

    assertThat(fetched("shop/invoices", two)).isInstanceOf(FetchedSource.Usable.class);
  }

  @Test
  void configMapsThatAreTooLargeTogetherAreNotRead() {
    var names = new ArrayList<String>();
    for (int number = 0; number < 18; number++) {
      names.add("large" + number);
      objects.configMap("large" + number, Map.of(number + ".csv", "x".repeat(1 << 20)));
    }

    var refused = (FetchedSource.Unusable) fetched("orders", new SourceRef.ConfigMaps(names));

    assertThat(refused.fault())
        .isEqualTo(
            new SourceFault.TooLarge(
                "spec.source.configMaps",
                "hold 18874368 characters together, more than the 16777216 that the operator reads",
                "keep only revision files and what they refer to in them"));
    assertThat(parsed).isEmpty();
  }

  @Test
  void everyKindOfSourceIsFetched() {
    assertThat(bundle("one", new SourceRef.Bundled("spot-optimizer")).name())
        .isEqualTo("bundled spot-optimizer");
    assertThat(bundle("two", new SourceRef.Inline(Changelogs.linear(1))).name())
        .isEqualTo("spec.source.inline");
    assertThat(bundle("three", APP).name()).isEqualTo("ConfigMap app");
  }

  @Test
  void aFetchThatHasBeenSupersededParsesNothingAndStillCallsBack() {
    fetch("orders", APP);
    objects.configMap("app", Changelogs.linear(2));
    fetch("orders", APP);

    runBackground();

    assertThat(parsed).hasSize(1);
    assertThat(done).containsExactly("orders", "orders");
    assertThat(bundle("orders", APP).find("r2")).isPresent();
  }

  @Test
  void aFetchWhoseObjectsChangedWhileItWaitedReadsNoneOfThemAndIsBegunAgain() {
    fetch("orders", APP);
    objects.configMap("app", Changelogs.linear(2));

    runBackground();

    assertThat(parsed).isEmpty();
    assertThat(done).containsExactly("orders");
    assertThat(bundle("orders", APP).find("r2")).isPresent();
  }

  @Test
  void aFetchThatWaitsHoldsNoneOfTheObjects() {
    var large = new WeakReference<>(objectsOfAFetchThatWaits());

    await()
        .until(
            () -> {
              System.gc();
              return large.get() == null;
            });
    assertThat(background).hasSize(1);
  }

  private ReferenceSnapshot objectsOfAFetchThatWaits() {
    var resource = Given.resource(SPEC.formatted("{name: app}"));
    var snapshot = ReferenceSnapshot.take(resource, objects);
    fetcher.fetch(
        "orders", APP, snapshot, () -> ReferenceSnapshot.take(resource, objects), () -> {});
    return snapshot;
  }

  @Test
  void whatADeletedResourceUsedIsDropped() {
    var before = fetched("orders", APP);

    fetcher.forget("orders");

    assertThat(fetched("invoices", APP)).isNotSameAs(before);
    assertThat(parsed).hasSize(2);
  }

  @Test
  void anUnexpectedExceptionReachesTheCallerOnceAndTheNextFetchBeginsAnew() {
    parser =
        files -> {
          throw new IllegalStateException("unexpected");
        };
    fetch("orders", APP);
    runBackground();

    assertThat(done).containsExactly("orders");
    assertThatThrownBy(() -> fetch("orders", APP)).hasRootCauseMessage("unexpected");

    parser = SourceFiles::parse;
    assertThat(fetched("orders", APP)).isInstanceOf(FetchedSource.Usable.class);
  }

  private Bundle parse(SourceFiles files) {
    parsed.add(files);
    return parser.apply(files);
  }

  private Optional<FetchedSource> fetch(String resource, SourceRef source) {
    var names = source instanceof SourceRef.ConfigMaps maps ? maps.names() : List.of("app");
    var spec =
        SPEC.formatted(String.join(", ", names.stream().map("{name: %s}"::formatted).toList()));
    Supplier<ReferenceSnapshot> reading =
        () -> ReferenceSnapshot.take(Given.resource(spec), objects);
    return fetcher.fetch(resource, source, reading.get(), reading, () -> done.add(resource));
  }

  private void runBackground() {
    while (!background.isEmpty()) {
      background.remove().run();
    }
  }

  private FetchedSource fetched(String resource, SourceRef source) {
    fetch(resource, source);
    runBackground();
    return fetch(resource, source).orElseThrow();
  }

  private Bundle bundle(String resource, SourceRef source) {
    return ((FetchedSource.Usable) fetched(resource, source)).bundle();
  }
}
