package dev.schemamigration.operator.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final Claimant OLD = claimant("old", "2026-01-01T00:00:00Z");
  private static final Claimant YOUNG = claimant("young", "2026-02-01T00:00:00Z");

  private final Claims claims = new Claims();

  @Test
  void theOldestGoverns() {
    claims.register(YOUNG, Set.of("db t"));
    claims.register(OLD, Set.of("db t"));

    assertThat(claims.ownerOver(YOUNG)).contains(OLD);
    assertThat(claims.ownerOver(OLD)).isEmpty();
  }

  @Test
  void aRegistrationReturnsWhoseOwnerMayHaveChanged() {
    assertThat(claims.register(YOUNG, Set.of("db t"))).isEmpty();
    assertThat(claims.register(OLD, Set.of("db t"))).containsExactly(YOUNG);
    assertThat(claims.register(OLD, Set.of("db t"))).as("nothing new").isEmpty();
    assertThat(claims.register(OLD, Set.of("elsewhere t"))).as("moved away").containsExactly(YOUNG);
    assertThat(claims.ownerOver(YOUNG)).isEmpty();
  }

  @Test
  void oneDatabaseUnderTwoNamesIsFoundByItsIdentity() {
    claims.register(OLD, Set.of("host-a t", "identity t"));
    claims.register(YOUNG, Set.of("host-b t"));
    assertThat(claims.ownerOver(YOUNG)).isEmpty();

    claims.register(YOUNG, Set.of("host-b t", "identity t"));

    assertThat(claims.ownerOver(YOUNG)).contains(OLD);
  }

  @Test
  void anotherTrackingSchemaIsGovernedByItself() {
    claims.register(OLD, Set.of("db one"));
    claims.register(YOUNG, Set.of("db two"));

    assertThat(claims.ownerOver(YOUNG)).isEmpty();
  }

  @Test
  void theNextOldestGovernsAfterADeletion() {
    claims.register(OLD, Set.of("db t"));
    claims.register(YOUNG, Set.of("db t"));

    assertThat(claims.remove(OLD.uid())).containsExactly(YOUNG);
    assertThat(claims.ownerOver(YOUNG)).isEmpty();
    assertThat(claims.isRegistered(OLD.uid())).isFalse();
    assertThat(claims.isRegistered(YOUNG.uid())).isTrue();
  }

  @Test
  void ofTwoOfTheSameSecondTheNameDecides() {
    var a = claimant("a", "2026-01-01T00:00:00Z");
    var b = claimant("b", "2026-01-01T00:00:00Z");
    claims.register(b, Set.of("db t"));
    claims.register(a, Set.of("db t"));

    assertThat(claims.ownerOver(b)).contains(a);
    assertThat(claims.ownerOver(a)).isEmpty();
  }

  private static Claimant claimant(String name, String created) {
    return new Claimant("uid-" + name, "shop", name, Instant.parse(created));
  }
}
