package dev.schemamigration.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.schemamigration.migration.api.Request;
import dev.schemamigration.migration.reason.Reason;
import dev.schemamigration.source.Bundle;
import dev.schemamigration.source.BundleReader;
import dev.schemamigration.source.fault.SourceException;
import dev.schemamigration.testing.Catalogue;
import dev.schemamigration.testing.HostileFolder;
import dev.schemamigration.testing.MigrationFixture;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import dev.schemamigration.testing.Trap;
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

  /** For hundreds of looks, by somebody whose password is not asked. */
  private final TestDatabase seen = fixture.database.asAdministrator();

  private final Map<String, String> expected = HostileFolder.expected();
  private final Map<String, String> messages = new TreeMap<>();
  private final Trap trap = new Trap();

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.HostileFolder#names")
  void anAttackIsRefusedByNameAndNothingIsRunOrRead(String name) {
    var message = trap.withoutBait(attempt(name));

    messages.put(name, message);
    assertThat(trap.sprung()).isEmpty();
    assertThat(new Catalogue(seen).everything()).isEmpty();
    assertThat(fixture.started).isEmpty();
    assertThat(rows("databasechangelog")).isEmpty();
    assertThat(rows("revision_archive")).isEmpty();
    if (!HostileFolder.updating()) {
      assertThat(message).isEqualTo(expected.get(name));
    }
  }

  @AfterAll
  void closeTheTrap() throws IOException {
    trap.close();
    if (HostileFolder.updating()) {
      HostileFolder.update(messages);
    }
  }

  @Test
  void everyExpectedMessageAndEveryFileBesideTheAttacksIsUsed() {
    var names = HostileFolder.names().toList();
    var texts =
        names.stream()
            .map(it -> HostileFolder.source(it, trap).get(HostileFolder.revisionFile(it)))
            .map(it -> new String(it, StandardCharsets.UTF_8))
            .toList();
    var files = new LinkedHashMap<>(HostileFolder.source("commit.sql", trap)).keySet();
    files.remove(HostileFolder.revisionFile("commit.sql"));

    assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(files).allMatch(file -> texts.stream().anyMatch(it -> it.contains(file)));
  }

  @Test
  void theTrapNotices() throws Exception {
    try (var another = new Trap()) {
      another.touch();

      await()
          .untilAsserted(
              () ->
                  assertThat(another.sprung())
                      .containsExactly("the canary was opened", "the server was called"));
    }
  }

  /** A harmless revision stands before the attack; it must not run either. */
  private String attempt(String name) {
    var source = new LinkedHashMap<String, byte[]>();
    source.put("0_ours.sql", HARMLESS.getBytes(StandardCharsets.UTF_8));
    source.putAll(HostileFolder.source(name, trap));
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
