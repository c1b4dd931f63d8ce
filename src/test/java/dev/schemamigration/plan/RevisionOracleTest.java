package dev.schemamigration.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * Holds the planner to recorded answers of Alembic. Each property named here runs the cases of a
 * further file in the same format, plain or gzipped, after those of the test resources.
 */
class RevisionOracleTest {
  @Test
  void upgradesAndDowngradesAsAlembicDoes() {
    run("cases", "revision.oracle", CommandComparison::compare);
  }

  @Test
  void stampsAsAlembicDoes() {
    run("extra_stamp", "revision.oracle.stamp", StampComparison::compare);
  }

  @Test
  void answersForCorruptVersionTablesAsAlembicDoes() {
    run("extra_corrupt", "revision.oracle.corrupt", CommandComparison::compareFromRows);
  }

  @Test
  void listsAsAlembicDoes() {
    run("extra_listing", "revision.oracle.listing", ListingComparison::compare);
  }

  private static void run(
      String resource, String property, BiConsumer<JsonNode, OracleTally> comparison) {
    for (OracleFile file : OracleFile.shippedAndNamedBy(resource, property)) {
      OracleTally tally = new OracleTally(file.name());
      file.cases().forEach(recorded -> comparison.accept(recorded, tally));

      System.out.println(tally.summary());
      assertThat(tally.ran()).isPositive();
      assertThat(tally.disagreements()).isEmpty();
    }
  }
}
