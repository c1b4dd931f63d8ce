package dev.schemamigration.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.database.session.Connector;
import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.engine.sql.ScriptStatement;
import dev.schemamigration.schema.script.ScriptOptions;
import dev.schemamigration.schema.script.ScriptWriter;
import dev.schemamigration.testing.TestDatabase;
import dev.schemamigration.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Scripts lead from the one schema of each pair to the other and back. */
class SchemaPairsPgTest {
  private static final TestPostgres SERVER = TestPostgres.newest();
  private static final SchemaReader READER =
      new SchemaReader(new Connector(Duration.ofSeconds(10)));

  static Stream<SchemaPair> pairs() {
    return SchemaPair.all().stream().filter(it -> it.quarter() == 0);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aScriptLeadsToTheOtherSchemaAndAnotherBack(SchemaPair pair) throws SQLException {
    PairRoles.create(SERVER);
    var scratch = with(pair.before());
    var other = with(pair.after());
    var before = READER.read(scratch.settings());
    var after = READER.read(other.settings());
    assertThat(before.model().warnings()).isEmpty();
    assertThat(after.model().warnings()).isEmpty();

    var up =
        new ScriptWriter(READER)
            .write(scratch.settings(), after, new ScriptOptions(pair.renamed(), true, false));
    assertThat(up.left()).isEmpty();
    var down =
        new ScriptWriter(READER)
            .write(scratch.settings(), before, new ScriptOptions(pair.renamedBack(), false, true));
    assertThat(down.left()).isEmpty();
    SERVER.drop(scratch);
    SERVER.drop(other);
  }

  @Test
  void thereAreEnoughPairs() {
    assertThat(SchemaPair.all()).hasSizeGreaterThan(60);
  }

  private static TestDatabase with(String sql) {
    var database = SERVER.createDatabase();
    database.asAdministrator().execute(List.of("ALTER SCHEMA public OWNER TO " + database.user()));
    database.execute(
        ScriptSplitter.split(sql, Delimiter.NONE).stream().map(ScriptStatement::text).toList());
    return database;
  }
}
