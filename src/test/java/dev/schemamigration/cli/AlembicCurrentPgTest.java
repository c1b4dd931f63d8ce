package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.RealAlembic;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints about a database what the real Alembic prints about one at the same revisions:
 *
 * <pre>
 *   001 ─┬─ 002 ── 003
 *        └─ b1[billing] ── b2 (needs 002)
 * </pre>
 */
class AlembicCurrentPgTest {
  private static final Map<String, List<String>> COMMANDS =
      Map.of(
          "base", List.of("current", "current -v"),
          "b2", List.of("current", "current -v", "show current", "history -v -i"),
          "heads", List.of("current", "current -v", "history -i"));

  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private final TestDatabase ofAlembic = TestPostgres.newest().createDatabase();

  @Test
  void theCurrentRevisionsAreShownAsAlembicShowsThem() throws Exception {
    var terminal =
        new CommandLineFixture(Files.createDirectory(folder.resolve("files")))
            .on(database)
            .table("001", "down_revision:")
            .table("002", "down_revision: 001")
            .table("003", "down_revision: 002")
            .table("b1", "down_revision: 001\nbranch_labels: billing")
            .table("b2", "down_revision: b1\ndepends_on: 002");
    var alembic = alembic(Files.createDirectory(folder.resolve("alembic")));

    for (var target : List.of("base", "b2", "heads")) {
      assertThat(terminal.run("upgrade", target).exitCode()).isZero();
      alembic.run("upgrade", target);
      for (var command : COMMANDS.get(target)) {
        assertThat(blocks(terminal.run(command.split(" ")).out()))
            .as(command + " at " + target)
            .isEqualTo(blocks(asOurs(alembic.run(command.split(" ")))));
      }
    }
  }

  private RealAlembic alembic(Path folder) {
    return RealAlembic.in(folder, ofAlembic)
        .revision("001", "__doc__ = 'Make 001.'", "", "")
        .revision("002", "__doc__ = 'Make 002.'; down_revision = '001'", "", "")
        .revision("003", "__doc__ = 'Make 003.'; down_revision = '002'", "", "")
        .revision(
            "b1", "__doc__ = 'Make b1.'; down_revision = '001'; branch_labels = 'billing'", "", "")
        .revision("b2", "__doc__ = 'Make b2.'; down_revision = 'b1'; depends_on = '002'", "", "");
  }

  private String asOurs(String text) {
    return text.replace("postgresql+psycopg2:", "postgresql:")
        .replace(ofAlembic.user(), database.user())
        .replace(ofAlembic.name(), database.name())
        .replaceAll("Path: .*/(\\w+)\\.py", "Path: $1_it.sql")
        .replace("Branches into: b1, 002", "Branches into: 002, b1");
  }

  /**
   * Alembic keeps the revisions of {@code current} in a set, whose order differs from run to run.
   */
  private static List<String> blocks(String text) {
    var verbose = text.contains("Rev: ");
    return Arrays.stream(text.split(verbose ? "(?=Rev: )" : "(?<=\n)")).sorted().toList();
  }
}
