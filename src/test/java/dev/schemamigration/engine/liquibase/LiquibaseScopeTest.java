package dev.schemamigration.engine.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.engine.changelog.Changelogs;
import dev.schemamigration.testing.Background;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import liquibase.Scope;
import liquibase.configuration.LiquibaseConfiguration;
import liquibase.configuration.core.ScopeValueProvider;
import liquibase.resource.ResourceAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A changelog means the same in every process and on every thread. */
class LiquibaseScopeTest {
  private static final String FILE =
      """
      --liquibase formatted sql
      --changeset a:1
      INSERT INTO t VALUES ('Grüße');
      --rollback DELETE FROM t;
      """;

  @AfterEach
  void forget() {
    System.clearProperty("liquibase.fileEncoding");
  }

  @Test
  void noSettingOfTheProcessChangesHowAFileIsRead() {
    var before = Changelogs.parse("a.sql", FILE).changesets().getFirst().checksum();

    System.setProperty("liquibase.fileEncoding", "UTF-16");

    assertThat(Changelogs.parse("a.sql", FILE).changesets().getFirst().checksum())
        .isEqualTo(before);
  }

  @Test
  void aThreadDoesNotWorkInTheScopeOfTheOneThatStartedIt() throws Exception {
    var ours = new BundleResourceAccessor(Map.of("ours", new byte[0]));
    var theirs = new BundleResourceAccessor(Map.of("theirs", new byte[0]));

    LiquibaseScope.call(
        ours,
        () -> {
          var entered = new CountDownLatch(1);
          var goOn = new CountDownLatch(1);
          var other =
              Background.start(
                  () ->
                      LiquibaseScope.call(
                          theirs,
                          () -> {
                            entered.countDown();
                            goOn.await();
                            return parents();
                          }));
          assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
          assertThat(Scope.getCurrentScope().getResourceAccessor()).isSameAs(ours);
          goOn.countDown();
          assertThat(other.result()).noneMatch(it -> it == ours).last().isSameAs(theirs);
          return Scope.getCurrentScope().getResourceAccessor();
        });
  }

  /** The files of the scope and of those around it, its own last. */
  private static List<ResourceAccessor> parents() {
    var files = new ArrayDeque<ResourceAccessor>();
    for (var scope = Scope.getCurrentScope(); scope != null; scope = scope.getParent()) {
      files.addFirst(scope.getResourceAccessor());
    }
    return List.copyOf(files);
  }

  @Test
  void liquibaseLooksForSettingsInItsScopeOnly() throws Exception {
    var providers =
        LiquibaseScope.call(
            new BundleResourceAccessor(Map.of()),
            () ->
                Scope.getCurrentScope().getSingleton(LiquibaseConfiguration.class).getProviders());

    assertThat(providers).hasOnlyElementsOfType(ScopeValueProvider.class).hasSize(1);
  }
}
