package dev.schemamigration.operator.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BundleCacheTest {
  private static final SharedParse.Key A = new SharedParse.Key("source", "a");
  private static final SharedParse.Key B = new SharedParse.Key("source", "b");
  private static final SharedParse.Key C = new SharedParse.Key("source", "c");

  private final BundleCache cache = new BundleCache(100);

  @Test
  void resourcesWithTheSameFilesShareAParse() {
    assertThat(cache.use("one", A, 1)).isEqualTo(cache.use("two", A, 1));
  }

  @Test
  void theSameFilesUnderAnotherNameAreAnotherBundle() {
    assertThat(cache.use("one", A, 1))
        .isNotEqualTo(cache.use("two", new SharedParse.Key("other", "a"), 1));
  }

  @Test
  void aParseIsDroppedWithItsLastResource() {
    var parse = cache.use("one", A, 1);
    cache.use("two", A, 1);

    cache.release("one");
    assertThat(cache.use("two", A, 1)).isEqualTo(parse);

    cache.release("two");
    assertThat(cache.use("one", A, 1)).isNotEqualTo(parse);
  }

  @Test
  void aResourceUsesOneParseAtATime() {
    var parse = cache.use("one", A, 1);

    cache.use("one", B, 1);

    assertThat(cache.use("two", A, 1)).isNotEqualTo(parse);
  }

  @Test
  void aNamespaceGetsNoMoreThanIsLeftForTheOthers() {
    assertThat(cache.use("red/one", A, 50)).isPresent();
    assertThat(cache.use("red/two", B, 1)).isEmpty();
    assertThat(cache.use("blue/one", C, 25)).isPresent();
    assertThat(cache.use("blue/two", B, 1)).isEmpty();
    assertThat(cache.use("green/one", B, 12)).isPresent();
  }

  @Test
  void whatIsKeptAnywayIsSharedWithAnyNamespace() {
    var parse = cache.use("red/one", A, 50);

    assertThat(cache.use("blue/one", A, 50)).isEqualTo(parse);
    assertThat(cache.use("red/two", A, 50)).isEqualTo(parse);
  }

  @Test
  void aResourceThatIsRefusedUsesNothing() {
    cache.use("red/one", A, 50);

    assertThat(cache.use("red/one", B, 51)).isEmpty();

    assertThat(cache.use("red/two", C, 50)).isPresent();
  }

  @Test
  void anUnexpectedExceptionIsNotKept() {
    var parse = cache.use("one", A, 1);

    parse
        .orElseThrow()
        .run(
            () -> {
              throw new IllegalStateException("unexpected");
            });

    assertThat(cache.use("one", A, 1)).isNotEqualTo(parse);
  }
}
