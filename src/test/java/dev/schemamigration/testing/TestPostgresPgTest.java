package dev.schemamigration.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TestPostgresPgTest {

  @Test
  void theSupportedServersAreThirteenAndEighteen() {
    assertThat(TestPostgres.oldest().majorVersion()).isEqualTo(13);
    assertThat(TestPostgres.newest().majorVersion()).isEqualTo(18);
  }

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void anOwnerIsNoSuperuserAndMayCreateTables(TestPostgres server) {
    var database = server.createDatabase();

    database.execute("CREATE TABLE t (a int)", "INSERT INTO t VALUES (7)");

    assertThat(database.one("SELECT a FROM t")).isEqualTo("7");
    assertThat(database.one("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
        .isEqualTo("f");
  }

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void aWrongPasswordIsRefused(TestPostgres server) {
    var database = server.createDatabase();

    assertThatThrownBy(
            () -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "wrong"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
  }

  @ParameterizedTest
  @MethodSource("dev.schemamigration.testing.TestPostgres#supported")
  void aCloneHasTheTemplatesTablesAndOwner(TestPostgres server) {
    var template = server.createDatabase();
    template.execute("CREATE TABLE t (a int)");

    var clone = server.cloneOf(template);

    clone.execute("DROP TABLE t");
    assertThat(template.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        .containsExactly("t");
  }
}
