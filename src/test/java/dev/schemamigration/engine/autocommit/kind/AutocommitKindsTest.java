package dev.schemamigration.engine.autocommit.kind;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.schemamigration.engine.sql.Delimiter;
import dev.schemamigration.engine.sql.ScriptSplitter;
import dev.schemamigration.engine.sql.ScriptStatement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutocommitKindsTest {
  private static final Map<Class<? extends AutocommitKind>, List<String>> EXAMPLES =
      Map.of(
          CreateIndex.class,
          List.of(
              "CREATE INDEX CONCURRENTLY i ON t (a)",
              "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"I\" ON ONLY s.t (a)",
              "CREATE INDEX CONCURRENTLY ON t (a)"),
          DropIndex.class,
          List.of("DROP INDEX CONCURRENTLY i", "drop index concurrently if exists s.i cascade"),
          DetachPartition.class,
          List.of("ALTER TABLE IF EXISTS s.p DETACH PARTITION s.c CONCURRENTLY"),
          ReindexRelation.class,
          List.of(
              "REINDEX INDEX CONCURRENTLY i",
              "REINDEX (VERBOSE) TABLE CONCURRENTLY t",
              "REINDEX (CONCURRENTLY, VERBOSE) TABLE s.t"),
          RepeatableCommand.class,
          List.of(
              "VACUUM (ANALYZE) t",
              "REINDEX SCHEMA CONCURRENTLY s",
              "REINDEX DATABASE d",
              "CLUSTER VERBOSE"),
          DatabaseCommand.class,
          List.of(
              "CREATE DATABASE d",
              "DROP TABLESPACE s",
              "ALTER SYSTEM SET work_mem = '1MB'",
              "ALTER DATABASE d SET TABLESPACE s"),
          OwnTransactions.class,
          List.of(
              "CALL p()",
              "DO $$ BEGIN COMMIT; END $$",
              "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
              "DROP SUBSCRIPTION s"));

  @ParameterizedTest
  @MethodSource("examples")
  void aStatementIsRecognizedByItsKindAndByNoOther(
      Class<? extends AutocommitKind> kind, String sql) {
    assertThat(recognized(sql)).singleElement().isInstanceOf(kind);
    assertThat(AutocommitKinds.of(statement(sql))).isInstanceOf(kind);
  }

  @Test
  void aNameOfAnyLengthIsOne() {
    for (int length = 190; length < 210; length++) {
      var name = "\"" + "a".repeat(length) + "\"\"".repeat(200) + "\"";
      assertThat(recognized("DROP INDEX CONCURRENTLY " + name))
          .singleElement()
          .isInstanceOf(DropIndex.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE INDEX i ON t (a)",
        "DROP INDEX i",
        "ALTER TABLE p DETACH PARTITION c",
        "REINDEX TABLE t",
        "CLUSTER t USING i",
        "ALTER DATABASE d SET work_mem = '1MB'",
        "DO $$ BEGIN PERFORM 1; END $$",
        "SELECT 'VACUUM'",
      })
  void whatPostgresRunsInATransactionIsOfNoOtherKind(String sql) {
    assertThat(recognized(sql)).isEmpty();
    assertThat(AutocommitKinds.of(statement(sql))).isEqualTo(new Transactional());
  }

  @Test
  void everyKindIsListedAndHasAnExample() {
    var kinds =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.schemamigration.engine")
                .stream()
                .filter(it -> it.isAssignableTo(AutocommitKind.class) && !it.isInterface())
                .map(JavaClass::reflect);
    var examples = Stream.concat(EXAMPLES.keySet().stream(), Stream.of(Transactional.class));
    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(examples.<Class<?>>map(it -> it).toList());
    assertThat(AutocommitKinds.PARSERS).hasSameSizeAs(EXAMPLES.keySet());
  }

  private static Stream<Arguments> examples() {
    return EXAMPLES.entrySet().stream()
        .flatMap(it -> it.getValue().stream().map(sql -> Arguments.of(it.getKey(), sql)));
  }

  private static List<? extends AutocommitKind> recognized(String sql) {
    var statement = statement(sql);
    return AutocommitKinds.PARSERS.stream().flatMap(it -> it.parse(statement).stream()).toList();
  }

  private static ScriptStatement statement(String sql) {
    return ScriptSplitter.split(sql, Delimiter.NONE).getFirst();
  }
}
