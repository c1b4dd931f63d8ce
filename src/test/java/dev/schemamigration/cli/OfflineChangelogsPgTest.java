package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.RealPsql;
import dev.schemamigration.testing.SchemaSnapshot;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import dev.schemamigration.testing.TrackingRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changelogs with every kind of change: those of which a script can be written do by it what they
 * do over a connection, and the others are refused by name.
 */
class OfflineChangelogsPgTest {
  private static final Path CHANGELOGS = Path.of("src/test/resources/liquibase-differential/same");
  private static final String OVER_A_CONNECTION = "run this revision over a connection";

  /** Of the formats, which hold the same changes, only one, and the formatted SQL. */
  private static final String CHOSEN = "(?:0|1|6)\\d_.*|data/.*";

  @TempDir Path folder;

  private final TestDatabase online = TestPostgres.newest().createDatabase();
  private final TestDatabase offline = TestPostgres.newest().createDatabase();
  private final TreeMap<String, String> refused = new TreeMap<>();

  @Test
  void everyChangelogIsWrittenOrRefused() throws IOException {
    try (var files = Files.walk(CHANGELOGS)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var path = CHANGELOGS.relativize(file).toString();
        if (path.matches(CHOSEN)) {
          var copy = folder.resolve(path);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    var ids = revisions();
    var before = "base";
    for (var id : ids) {
      assertThat(over(online, "upgrade", id)).isEmpty();
      offline("upgrade", before, id);
      before = id;
    }
    same();
    for (int i = ids.size() - 1; i >= 0; i--) {
      var target = i == 0 ? "base" : ids.get(i - 1);
      assertThat(over(online, "downgrade", target)).isEmpty();
      offline("downgrade", ids.get(i), target);
    }
    same();

    assertThat(refused)
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "02", "dropAllForeignKeyConstraints, whose statements depend on the database",
                    "05", "loadData, whose statements depend on the database",
                    "06", "a precondition",
                    "10", "failOnError:false",
                    "11", "insert with values of files",
                    "60", "a precondition")));
  }

  private void offline(String verb, String from, String to) {
    var id = verb.equals("upgrade") ? to : from;
    var ended = new CommandLineFixture(folder).run(verb, from + ":" + to, "--sql");
    if (ended.exitCode() == 0 && !refused.containsKey(id)) {
      RealPsql.run(offline, ended.out());
      return;
    }
    if (verb.equals("upgrade")) {
      assertThat(ended.err()).contains(" in a script is not allowed; ").contains(OVER_A_CONNECTION);
      refused.put(
          id,
          ended.err().replaceFirst("(?s).*?, [^:]*(?::[^ :]+)?: (.*?),? in a script is .*", "$1"));
    }
    assertThat(over(offline, verb, to)).isEmpty();
  }

  private String over(TestDatabase database, String... command) {
    var ended = new CommandLineFixture(folder).on(database).run(command);
    return ended.exitCode() == 0 ? "" : ended.err();
  }

  private void same() {
    assertThat(SchemaSnapshot.of(offline)).isEqualTo(SchemaSnapshot.of(online));
    assertThat(
            TrackingRows.withoutHashes(offline).stream()
                .map(it -> it.replace(offline.user(), online.user())))
        .containsExactlyElementsOf(TrackingRows.withoutHashes(online));
  }

  private List<String> revisions() {
    return new CommandLineFixture(folder)
        .run("history")
        .out()
        .lines()
        .map(it -> it.split(" ")[2].replace(",", ""))
        .toList()
        .reversed();
  }
}
