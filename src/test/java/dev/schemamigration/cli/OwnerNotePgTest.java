package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.cli.CommandLineFixture.Ended;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who works by hand on a database that a resource owns is told so, and not refused. */
class OwnerNotePgTest {
  private static final String NOTE =
      "SchemaMigration shop/orders (uid u1, installation c1) owns this database; its operator next"
          + " takes it to the resource's target, which was 001 at its latest run, unless the"
          + " resource is suspended\n";
  private static final String OWNER =
      "\"owner\" : { \"installation\" : \"c1\", \"namespace\" : \"shop\", \"name\" : \"orders\","
          + " \"uid\" : \"u1\", \"target\" : \"001\", \"next\" : \"takes it to the resource's target,"
          + " which was 001 at its latest run, unless the resource is suspended\" }";

  @TempDir Path folder;

  private final TestDatabase database = TestPostgres.newest().createDatabase();
  private CommandLineFixture terminal;

  @BeforeEach
  void writeTheFiles() {
    terminal =
        new CommandLineFixture(folder)
            .on(database)
            .table("001", "down_revision:")
            .table("002", "down_revision: 001");
  }

  @Test
  void theOwnerIsNamedByEveryCommandThatReadsOrWritesTheDatabase() {
    assertThat(terminal.run("upgrade", "001").err()).doesNotContain("owns");
    assertThat(terminal.run("current", "-o", "json").out()).contains("\"owner\" : null");
    database.execute(
        "UPDATE schema_migration.tracking_owner SET installation = 'c1', namespace = 'shop', name ="
            + " 'orders', uid = 'u1', target = '001'");

    assertThat(terminal.run("current")).isEqualTo(new Ended(0, "001\n", NOTE));
    assertThat(terminal.run("plan").err()).isEqualTo(NOTE);
    for (var command : List.of("current", "plan", "upgrade")) {
      var ended = command.equals("upgrade") ? json(command, "head") : json(command);
      assertThat(ended.exitCode()).isZero();
      assertThat(ended.out().replaceAll("\\s+", " ")).as(command).contains(OWNER);
      assertThat(ended.err()).as(command).endsWith(NOTE);
    }
    assertThat(terminal.run("upgrade", "head").err())
        .isEqualTo("Nothing to do: the database stands at 002.\n" + NOTE);
    assertThat(terminal.run("plan").err()).endsWith(NOTE);
    assertThat(terminal.run("downgrade", "base").err()).endsWith(NOTE);
    assertThat(terminal.run("stamp", "002").err()).endsWith(NOTE);
    assertThat(terminal.run("downgrade", "nowhere").err()).endsWith(NOTE);
    assertThat(database.one("SELECT uid FROM schema_migration.tracking_owner")).isEqualTo("u1");
  }

  @Test
  void anOwnerThatATenantHasMadeUpIsPrintedAsShortAndPlainText() {
    terminal.run("upgrade", "001");
    database.execute(
        "UPDATE schema_migration.tracking_owner SET installation = 'c1', namespace = 'shop', name ="
            + " E'o\\x1b[2J\\nrders\\u202e', uid = repeat('u', 1000000), target = E'001\\r'");

    assertThat(terminal.run("current"))
        .isEqualTo(
            new Ended(
                0,
                "001\n",
                NOTE.replace("orders", "o\\x1b[2J\\x0arders\\u202e")
                    .replace("u1", "u".repeat(1024))
                    .replace("was 001", "was 001\\x0d")));
  }

  @Test
  void anotherSchemaIsRefusedInTheWordsOfTheCommandLine() {
    database.execute("CREATE SCHEMA sa");
    terminal.run("upgrade", "head", "--schema", "sa");

    assertThat(terminal.run("downgrade", "base"))
        .isEqualTo(
            new Ended(
                1,
                "",
                "schemactl: --schema: the revisions of this database are applied in schema sa, and"
                    + " the request is for schema public; name sa (there, or as currentSchema of"
                    + " the URL), or give public records of its own (--tracking-schema)\n"));
  }

  private Ended json(String... command) {
    var all = new ArrayList<>(List.of(command));
    all.addAll(List.of("-o", "json"));
    return terminal.run(all.toArray(String[]::new));
  }
}
