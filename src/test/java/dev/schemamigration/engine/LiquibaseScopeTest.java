package dev.schemamigration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import liquibase.Scope;
import liquibase.configuration.LiquibaseConfiguration;
import liquibase.configuration.core.ScopeValueProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A changelog means the same wherever it is read. */
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
  void liquibaseLooksForSettingsInItsScopeOnly() throws Exception {
    var providers =
        LiquibaseScope.call(
            new BundleFiles(Map.of()),
            () ->
                Scope.getCurrentScope().getSingleton(LiquibaseConfiguration.class).getProviders());

    assertThat(providers).hasOnlyElementsOfType(ScopeValueProvider.class).hasSize(1);
  }
}
