package dev.schemamigration.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import liquibase.Scope;
import liquibase.change.ChangeFactory;
import liquibase.precondition.PreconditionFactory;
import org.junit.jupiter.api.Test;

/** A new version of Liquibase must not bring in anything that nobody has judged. */
class VocabularyTest {
  @Test
  void everyChangeThatLiquibaseKnowsIsAllowedOrRefusedByName() {
    var known = Scope.getCurrentScope().getSingleton(ChangeFactory.class).getDefinedChanges();

    assertThat(judged(Vocabulary.CHANGES)).containsAll(known);
    assertThat(known).containsAll(Vocabulary.CHANGES);
  }

  @Test
  void everyPreconditionThatLiquibaseKnowsIsAllowedOrRefusedByName() {
    var known = PreconditionFactory.getInstance().getPreconditions().keySet();
    var allowed = new TreeSet<>(Vocabulary.PRECONDITIONS);
    allowed.addAll(Vocabulary.COMBINATIONS);

    assertThat(judged(allowed)).containsAll(known);
    assertThat(known).containsAll(allowed);
  }

  @Test
  void nothingIsBothAllowedAndRefused() {
    var allowed = new ArrayList<>(Vocabulary.CHANGES);
    allowed.addAll(Vocabulary.PRECONDITIONS);

    assertThat(allowed).doesNotContainAnyElementsOf(Vocabulary.REFUSED.keySet());
  }

  private static Set<String> judged(Set<String> allowed) {
    var judged = new TreeSet<>(allowed);
    judged.addAll(Vocabulary.REFUSED.keySet());
    return judged;
  }
}
