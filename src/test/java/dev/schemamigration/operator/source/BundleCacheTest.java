package dev.schemamigration.operator.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BundleCacheTest {
  private static final SharedParse.Key A = new SharedParse.Key("source", "a");
  private static final SharedParse.Key B = new SharedParse.Key("source", "b");
  private static final SharedParse.Key C = new SharedParse.Key("source", "c");

  private final BundleCache cache = new BundleCache(2, 100);

  @Test
  void resourcesWithTheSameFilesShareAParse() {
    assertThat(cache.use("one", A, 1)).isSameAs(cache.use("two", A, 1));
  }

  @Test
  void theSameFilesUnderAnotherNameAreAnotherBundle() {
    assertThat(cache.use("one", A, 1))
        .isNotSameAs(cache.use("two", new SharedParse.Key("other", "a"), 1));
  }

  @Test
  void aParseIsDroppedWithItsLastResource() {
    var parse = cache.use("one", A, 1);
    cache.use("two", A, 1);

    cache.release("one");
    assertThat(cache.use("two", A, 1)).isSameAs(parse);

    cache.release("two");
    assertThat(cache.use("one", A, 1)).isNotSameAs(parse);
  }

  @Test
  void aResourceUsesOneParseAtATime() {
    var parse = cache.use("one", A, 1);

    cache.use("one", B, 1);

    assertThat(cache.use("two", A, 1)).isNotSameAs(parse);
  }

  @Test
  void beyondTheCountTheLeastRecentlyRequestedIsDropped() {
    var a = cache.use("one", A, 1);
    var b = cache.use("two", B, 1);
    cache.use("one", A, 1);

    cache.use("three", C, 1);

    assertThat(cache.use("one", A, 1)).isSameAs(a);
    assertThat(cache.use("two", B, 1)).isNotSameAs(b);
  }

  @Test
  void beyondTheBytesTheLeastRecentlyRequestedIsDropped() {
    var a = cache.use("one", A, 60);

    var b = cache.use("two", B, 60);

    assertThat(cache.use("three", B, 60)).isSameAs(b);
    assertThat(cache.use("one", A, 60)).isNotSameAs(a);
  }

  @Test
  void filesThatExceedTheBoundAloneAreNotShared() {
    assertThat(cache.use("one", A, 101)).isNotSameAs(cache.use("two", A, 101));
  }

  @Test
  void anUnexpectedExceptionIsNotKept() {
    var parse = cache.use("one", A, 1);

    parse.run(
        () -> {
          throw new IllegalStateException("unexpected");
        });

    assertThat(cache.use("one", A, 1)).isNotSameAs(parse);
  }
}
