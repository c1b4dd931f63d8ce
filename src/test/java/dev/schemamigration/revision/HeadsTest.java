package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadsTest {
  @Test
  void headsAreSortedAndJoinedByCommas() {
    assertThat(Heads.of("c2", "c1")).hasToString("c1,c2");
    assertThat(Heads.of(Set.of("b")).ids()).containsExactly("b");
  }

  @Test
  void noHeadsAreBase() {
    assertThat(Heads.of(List.of())).isEqualTo(Heads.BASE).hasToString("base");
    assertThat(Heads.BASE.isBase()).isTrue();
    assertThat(Heads.of("a").isBase()).isFalse();
  }

  @Test
  void orderAndRepetitionDoNotTellHeadsApart() {
    assertThat(Heads.of("a", "b", "a")).isEqualTo(Heads.of("b", "a"));
  }
}
