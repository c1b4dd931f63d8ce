package dev.schemamigration.operator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.crd.v1alpha1.SchemaMigrationStatus;
import dev.schemamigration.operator.Given;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconcileRequestTest {
  private static final String FLUX = "reconcile.fluxcd.io/requestedAt";
  private static final String OWN = "schemamigration.dev/requestedAt";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reconcile.fluxcd.io/requestedAt",
        "schemamigration.dev/requestedAt",
        "reconcile.fluxcd.io/forceAt",
        "schemamigration.dev/forceAt"
      })
  void anyOtherValueIsNewOnce(String annotation) {
    var annotations = new HashMap<>(Map.of(FLUX, "2026-11-30T18:00:00Z", OWN, "1764525600"));
    annotations.put(annotation, "m");
    var handled = request(annotations);
    assertThat(handled.isNewAfter(handled)).isFalse();

    for (var value : new String[] {"a", "z", "2026-11-30T17:00:00Z", "0"}) {
      annotations.put(annotation, value);
      assertThat(request(annotations).isNewAfter(handled)).as(value).isTrue();
    }
  }

  @Test
  void noAnnotationAndABlankOneRequestNothing() {
    assertThat(request(Map.of())).isEqualTo(ReconcileRequest.NONE);
    assertThat(request(Map.of(FLUX, " ", "other/requestedAt", "x")))
        .isEqualTo(ReconcileRequest.NONE);
  }

  @Test
  void anAnnotationThatIsTakenAwayIsNoRequest() {
    assertThat(request(Map.of(OWN, "1")).isNewAfter(request(Map.of(FLUX, "2", OWN, "1"))))
        .isFalse();
  }

  @Test
  void theStatusOfAnEarlierVersionAcknowledgesItsOneValue() {
    var status =
        Serialization.unmarshal("lastHandledReconcileAt: token", SchemaMigrationStatus.class);

    var handled = ReconcileRequest.handledBy(status);

    assertThat(request(Map.of(FLUX, "token")).isNewAfter(handled)).isFalse();
    assertThat(request(Map.of(OWN, "token")).isNewAfter(handled)).isFalse();
    assertThat(request(Map.of(OWN, "other")).isNewAfter(handled)).isTrue();
  }

  private static ReconcileRequest request(Map<String, String> annotations) {
    var resource = Given.resource("source: {bundled: spot-optimizer}");
    resource.getMetadata().setAnnotations(annotations);
    return ReconcileRequest.of(resource);
  }
}
