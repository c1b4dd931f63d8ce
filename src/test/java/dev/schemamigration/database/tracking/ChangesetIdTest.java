package dev.schemamigration.database.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesetIdTest {
  @Test
  void aKeyHoldsPathIdAndAuthor() {
    var id = new ChangesetId("shop/001.sql", "1", "ann");

    assertThat(id.key()).isEqualTo("shop/001.sql::1::ann");
    assertThat(ChangesetId.ofKey(id.key())).isEqualTo(id);
    assertThat(id.described()).isEqualTo("changeset shop/001.sql::1::ann");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a::b::c::d", "a:::b::c", "::::", "a::::", "::1::ann"})
  void aKeyOutlivesBeingReadWhateverColonsItHolds(String key) {
    assertThat(ChangesetId.ofKey(key).key()).isEqualTo(key);
  }

  @Test
  void aPlainScriptIsDescribedByItsPath() {
    var id = ChangesetId.ofKey("odd::name.sql::raw::includeAll");

    assertThat(id.isPlainScript()).isTrue();
    assertThat(id.described()).isEqualTo("script odd::name.sql");
  }
}
