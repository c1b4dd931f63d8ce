package dev.schemamigration.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.migration.readiness.Readiness;
import dev.schemamigration.revision.RevisionGraph;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is old in a status, it never says yes. */
class StatusReadinessTest {
  private static final String CURRENT =
      """
      apiVersion: schemamigration.dev/v1alpha1
      kind: SchemaMigration
      metadata: {name: orders, namespace: shop, generation: 4}
      spec: {target: "002", suspend: false}
      status:
        observedGeneration: 4
        currentRevision: "002"
        appliedRevisions: {total: 2, newest: ["002", "001"]}
        conditions:
        - {type: Ready, status: "True", observedGeneration: 4, reason: Succeeded, message: done, lastTransitionTime: "2026-03-01T12:00:00Z"}
        - {type: DatabaseReachable, status: "True", observedGeneration: 4, reason: Succeeded, message: reached, lastTransitionTime: "2026-03-01T12:00:00Z"}
      """;

  @Test
  void aStatusOfThePresentSpecSaysWhatIsApplied() {
    assertThat(ask("001", CURRENT)).isEqualTo(new Readiness.Ready(List.of("001"), "002"));
    assertThat(ask("003", CURRENT))
        .isEqualTo(
            new Readiness.NotYet(
                "the database stands at 002, the target of SchemaMigration shop/orders"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "generation: 4} | generation: 5} | the status of SchemaMigration shop/orders is of"
            + " generation 4, and its spec of generation 5",
        "status: \"True\", observedGeneration: 4 | status: \"True\", observedGeneration: 3 | the"
            + " status of SchemaMigration shop/orders is of generation 4, and its spec of"
            + " generation 4",
        "observedGeneration: 4 | observedGeneration: -1 | no operator has looked at"
            + " SchemaMigration shop/orders yet",
        "suspend: false | suspend: true | SchemaMigration shop/orders is suspended, so that nobody"
            + " looks at its database",
        "generation: 4} | generation: 4, deletionTimestamp: \"2026-03-01T12:00:00Z\"} |"
            + " SchemaMigration shop/orders is being deleted",
        "DatabaseReachable, status: \"True\" | DatabaseReachable, status: \"Unknown\" |"
            + " SchemaMigration shop/orders is not ready: DatabaseReachable is Unknown",
        "appliedRevisions: {total: 2, newest: [\"002\", \"001\"]} | heads: [\"002\"] | the operator"
            + " of SchemaMigration shop/orders does not list what is applied",
      })
  void anOldStatusSaysNo(String part, String instead, String why) {
    var manifest = CURRENT.replaceFirst(java.util.regex.Pattern.quote(part), instead);
    assertThat(manifest).isNotEqualTo(CURRENT);

    assertThat(ask("001", manifest)).isEqualTo(new Readiness.NotYet(why));
  }

  @Test
  void itSaysWhyTheResourceIsNotReady() {
    var waiting =
        CURRENT.replace(
            "Ready, status: \"True\", observedGeneration: 4, reason: Succeeded, message: done",
            "Ready, status: \"False\", observedGeneration: 4, reason: ApprovalRequired, message:"
                + " the plan waits");

    assertThat(ask("003", waiting))
        .isEqualTo(
            new Readiness.NotYet(
                "the database stands at 002; SchemaMigration shop/orders is not ready:"
                    + " ApprovalRequired: the plan waits"));
    assertThat(ask("002", waiting)).isEqualTo(new Readiness.Ready(List.of("002"), "002"));
  }

  @Test
  void aResourceWithoutAStatusIsNotLookedAtYet() {
    var fresh = CURRENT.substring(0, CURRENT.indexOf("status:\n"));

    assertThat(ask("001", fresh))
        .isEqualTo(
            new Readiness.NotYet("no operator has looked at SchemaMigration shop/orders yet"));
  }

  private static Readiness ask(String target, String manifest) {
    return StatusReadiness.of(
        "SchemaMigration shop/orders",
        Serialization.unmarshal(manifest, SchemaMigration.class),
        target,
        RevisionGraph.of(List.of()));
  }
}
