package dev.schemamigration.install;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code make test} without a tool that cannot be provided; tools and Maven are fakes. */
class WholeTestE2E {
  private static final String SAY =
      "echo mvn ALEMBIC=$ALEMBIC PGBOUNCER=$PGBOUNCER PGDUMP=$PGDUMP"
          + " GOOSE=$GOOSE MIGRATE=$MIGRATE DBMATE=$DBMATE SQL_MIGRATE=$SQL_MIGRATE"
          + " KUBEBUILDER_ASSETS=$KUBEBUILDER_ASSETS";

  @TempDir Path clone;

  @BeforeEach
  void cloneTheScript() throws IOException {
    Files.createDirectories(clone.resolve("hack"));
    Files.copy(Path.of("hack/test"), clone.resolve("hack/test"));
    Script.write(clone.resolve("hack/mvn"), SAY);
    tool("alembic", "echo /cache/alembic");
    tool("pgbouncer", "echo /cache/pgbouncer");
    tool("pgdump", "echo /cache/pg_dump");
    tool("migrators", "echo /cache/$1");
    tool("envtest", "echo /cache/k8s");
  }

  @Test
  void theTestsAreToldWhereTheToolsAre() {
    var result = test("true");

    assertThat(result)
        .isEqualTo(
            new ProgramResult(
                0,
                "mvn ALEMBIC=/cache/alembic PGBOUNCER=/cache/pgbouncer PGDUMP=/cache/pg_dump"
                    + " GOOSE=/cache/goose MIGRATE=/cache/migrate DBMATE=/cache/dbmate"
                    + " SQL_MIGRATE=/cache/sql-migrate KUBEBUILDER_ASSETS=/cache/k8s\n",
                ""));
  }

  @Test
  void ciStopsWithoutAlembic() {
    tool("alembic", "exit 1");

    assertThat(test("true"))
        .isEqualTo(
            new ProgramResult(
                1, "", "CI=true: the tests with the real Alembic may not be skipped.\n"));
  }

  @Test
  void ciStopsWithoutPgBouncer() {
    tool("pgbouncer", "exit 1");

    assertThat(test("true"))
        .isEqualTo(
            new ProgramResult(
                1, "", "CI=true: the tests with the real PgBouncer may not be skipped.\n"));
  }

  @Test
  void ciStopsWithoutPgDump() {
    tool("pgdump", "exit 1");

    assertThat(test("true"))
        .isEqualTo(
            new ProgramResult(1, "", "CI=true: the tests with pg_dump may not be skipped.\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"goose", "migrate", "dbmate", "sql-migrate"})
  void ciStopsWithoutAMigrationTool(String name) {
    tool("migrators", "test \"$1\" != " + name + " && echo \"/cache/$1\"");

    assertThat(test("true"))
        .isEqualTo(
            new ProgramResult(
                1, "", "CI=true: the tests with the real " + name + " may not be skipped.\n"));
  }

  @Test
  void ciStopsWithoutTheKubernetesBinaries() {
    tool("envtest", "exit 1");

    assertThat(test("true"))
        .isEqualTo(new ProgramResult(1, "", "CI=true: the API-server tests may not be skipped.\n"));
  }

  @Test
  void aLaptopGoesOnAndSaysAtTheEndWhatWasLeftOut() {
    tool("alembic", "exit 1");
    tool("pgbouncer", "exit 1");
    tool("pgdump", "exit 1");
    tool("migrators", "exit 1");
    tool("envtest", "exit 1");

    assertThat(test(""))
        .isEqualTo(
            new ProgramResult(
                0,
                "mvn ALEMBIC= PGBOUNCER= PGDUMP= GOOSE= MIGRATE= DBMATE= SQL_MIGRATE="
                    + " KUBEBUILDER_ASSETS=\n",
                """
                *** The tests with the real Alembic were SKIPPED: it is missing ("make alembic" says more). ***
                *** The tests with the real PgBouncer were SKIPPED: it is missing ("make pgbouncer" says more). ***
                *** The tests with pg_dump were SKIPPED: it is missing ("make pgdump" says more). ***
                *** The tests with the real goose were SKIPPED: it is missing ("make migrators" says more). ***
                *** The tests with the real migrate were SKIPPED: it is missing ("make migrators" says more). ***
                *** The tests with the real dbmate were SKIPPED: it is missing ("make migrators" says more). ***
                *** The tests with the real sql-migrate were SKIPPED: it is missing ("make migrators" says more). ***
                *** The API-server tests were SKIPPED: their binaries are missing ("make envtest" says more). ***
                """));
  }

  private void tool(String name, String body) {
    Script.write(clone.resolve("hack/" + name + "/provide"), body);
  }

  private ProgramResult test(String ci) {
    return Script.run(clone.resolve("hack/test"), Map.of("CI", ci));
  }
}
