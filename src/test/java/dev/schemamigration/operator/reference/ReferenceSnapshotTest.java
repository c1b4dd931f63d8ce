package dev.schemamigration.operator.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.crd.v1alpha1.SchemaMigration;
import dev.schemamigration.operator.Given;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceSnapshotTest {
  private static final String EVERY_REFERENCE =
      """
      database:
        secretRef: {name: a}
        usernameFrom: {name: b, key: k}
        passwordFrom: {name: c, key: k}
        sslRootCertFrom: {name: d, key: k}
      source: {configMaps: [{name: e}, {name: f}]}
      parameters:
      - {name: plain, value: v}
      - {name: hidden, valueFrom: {secretKeyRef: {name: g, key: k}}}
      - {name: shared, valueFrom: {configMapKeyRef: {name: h, key: k}}}
      - {name: again, valueFrom: {secretKeyRef: {name: a, key: k}}}
      """;

  @Test
  void everyFieldThatRefersToAnObjectIsFollowed() {
    var resource = Given.resource(EVERY_REFERENCE);

    assertThat(WatchedKind.SECRET.namesIn(resource)).containsExactly("a", "b", "c", "d", "g");
    assertThat(WatchedKind.CONFIG_MAP.namesIn(resource)).containsExactly("e", "f", "h");
  }

  @Test
  void aResourceWithoutSpecRefersToNothing() {
    var resource = Given.resource(EVERY_REFERENCE);
    resource.setSpec(null);

    assertThat(WatchedKind.ALL).allSatisfy(kind -> assertThat(kind.namesIn(resource)).isEmpty());
  }

  @Test
  void eachKindHasItsOwnNames() {
    var snapshot =
        ReferenceSnapshot.take(
            Given.resource("database: {secretRef: {name: same}}\n"),
            new KnownObjects().configMap("same", Map.of("k", "v")));

    assertThat(snapshot.contents(WatchedKind.SECRET, "same")).isEmpty();
    assertThat(snapshot.contents(WatchedKind.CONFIG_MAP, "same")).isEmpty();
  }

  @Test
  void theFingerprintChangesWithTheResourceAndWithEveryValueThatItRefersTo() {
    var resource = Given.resource(EVERY_REFERENCE);
    var objects = new KnownObjects();
    var nothing = fingerprint(resource, objects);
    var secret = fingerprint(resource, objects.secret("g", Map.of("k", "1")));
    var changed = fingerprint(resource, objects.secret("g", Map.of("k", "2")));
    var other = fingerprint(resource, objects.configMap("unrelated", Map.of("k", "1")));
    resource.getMetadata().setUid("uid-2");
    var recreated = fingerprint(resource, objects);

    assertThat(secret).isNotEqualTo(nothing);
    assertThat(changed).isNotEqualTo(secret);
    assertThat(other).isEqualTo(changed);
    assertThat(recreated).isNotEqualTo(other);
  }

  private static String fingerprint(SchemaMigration resource, KnownObjects objects) {
    return ReferenceSnapshot.take(resource, objects).fingerprint();
  }
}
