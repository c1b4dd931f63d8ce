package dev.schemamigration.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Pins the digests that databases and statuses hold. */
class DigestTest {
  @Test
  void aTextIsDigestedAsUtf8() {
    assertThat(Digest.of("é"))
        .isEqualTo(Digest.of("é".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
  }

  @Test
  void aLockKeyIsTheFirst64Bits() {
    assertThat(Digest.first64Bits("schema-migration:schema_migration"))
        .isEqualTo(-3934157592201542021L);
  }

  @Test
  void addedValuesCarryTheirLength() {
    var key = "key".getBytes(StandardCharsets.UTF_8);

    assertThat(new Digest().add("ab").add("c").hex())
        .isEqualTo(Digest.of("\0\0\0\2ab\0\0\0\1c"))
        .isNotEqualTo(new Digest().add("a").add("bc").hex());
    assertThat(new Digest().add("a", key).hex()).isEqualTo(new Digest().add("a").add("key").hex());
  }

  @Test
  void terminatedValuesEndWithAZeroByte() {
    assertThat(new Digest().addTerminated("ab").addTerminated("c").hex())
        .isEqualTo(Digest.of("ab\0c\0"));
  }
}
