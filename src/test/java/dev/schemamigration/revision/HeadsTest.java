package dev.schemamigration.revision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeadsTest {
  @Test
  void headsAreSortedAndJoinedByCommas() {
    assertThat(new Heads(List.of("c2", "c1"))).hasToString("c1,c2");
    assertThat(Heads.of(Set.of("b")).ids()).containsExactly("b");
  }

  @Test
  void noHeadsAreBase() {
    assertThat(Heads.of(List.of())).isEqualTo(Heads.BASE).hasToString("base");
    assertThat(Heads.BASE.isBase()).isTrue();
    assertThat(new Heads(List.of("a")).isBase()).isFalse();
  }

  @Test
  void orderAndRepetitionDoNotTellHeadsApart() {
    assertThat(new Heads(List.of("a", "b", "a"))).isEqualTo(new Heads(List.of("b", "a")));
  }
}
