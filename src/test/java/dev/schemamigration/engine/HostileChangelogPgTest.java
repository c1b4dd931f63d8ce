package dev.schemamigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.testing.AttackDetector;
import dev.schemamigration.testing.CatalogListing;
import dev.schemamigration.testing.HostileChangelogs;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileChangelogPgTest {
  private static final String HARMLESS =
      MigrationFixture.revision("0", "", "CREATE TABLE ours (a int);", "DROP TABLE ours;");

  private final MigrationFixture fixture =
      new MigrationFixture(TestPostgres.newest().createDatabase());

  /** For hundreds of inspections, as a role that needs no password. */
  private final TestDatabase seen = fixture.database.asAdministrator();

  private final Map<String, String> expected = HostileChangelogs.expected();
  private final Map<String, String> messages = new TreeMap<>();
  private final AttackDetector detector = new AttackDetector();

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.HostileChangelogs#names")
  void anAttackIsRefusedByNameAndNothingIsRunOrRead(String name) {
    var message = detector.withoutValues(attempt(name));

    messages.put(name, message);
    assertThat(detector.detected()).isEmpty();
    assertThat(new CatalogListing(seen).everything()).isEmpty();
    assertThat(fixture.started).isEmpty();
    assertThat(rows("databasechangelog")).isEmpty();
    assertThat(rows("revision_archive")).isEmpty();
    if (!HostileChangelogs.updating()) {
      assertThat(message).isEqualTo(expected.get(name));
    }
  }

  @AfterAll
  void closeTheTrap() throws IOException {
    detector.close();
    if (HostileChangelogs.updating()) {
      HostileChangelogs.update(messages);
    }
  }

  @Test
  void everyExpectedMessageAndEveryFileBesideTheAttacksIsUsed() {
    var names = HostileChangelogs.names().toList();
    var texts =
        names.stream()
            .map(
                it ->
                    HostileChangelogs.source(it, detector).get(HostileChangelogs.revisionFile(it)))
            .map(it -> new String(it, StandardCharsets.UTF_8))
            .toList();
    var files = new LinkedHashMap<>(HostileChangelogs.source("commit.sql", detector)).keySet();
    files.remove(HostileChangelogs.revisionFile("commit.sql"));

    assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(files).allMatch(file -> texts.stream().anyMatch(it -> it.contains(file)));
  }

  @Test
  void theTrapNotices() throws Exception {
    try (var another = new AttackDetector()) {
      another.triggerBoth();

      await()
          .untilAsserted(
              () ->
                  assertThat(another.detected())
                      .containsExactly("the canary was opened", "the server was called"));
    }
  }

  /** A harmless revision precedes the attack; it must not run either. */
  private String attempt(String name) {
    var source = new LinkedHashMap<String, byte[]>();
    source.put("0_ours.sql", HARMLESS.getBytes(StandardCharsets.UTF_8));
    source.putAll(HostileChangelogs.source(name, detector));
    try {
      var report = fixture.migrate(request(BundleReader.read("test", source)));
      return report.fault().map(it -> it.reason() + ": " + it.message()).orElse("it ran");
    } catch (SourceException e) {
      return Reason.InvalidSource + ": " + e.getMessage();
    }
  }

  private Request request(Bundle bundle) {
    return MigrationFixture.with(fixture.request(bundle, "head"), Request.Adoption.NEVER);
  }

  private List<String> rows(String table) {
    return seen.one("SELECT to_regclass('schema_migration." + table + "')").isEmpty()
        ? List.of()
        : seen.rows("SELECT * FROM schema_migration." + table);
  }
}
