package dev.schemamigration.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import liquibase.Scope;
import liquibase.change.ChangeFactory;
import liquibase.precondition.PreconditionFactory;
import org.junit.jupiter.api.Test;

/** Detects elements of a new version of Liquibase that are neither allowed nor refused. */
class AllowedElementsTest {
  @Test
  void everyChangeThatLiquibaseKnowsIsAllowedOrRefusedByName() {
    var known = Scope.getCurrentScope().getSingleton(ChangeFactory.class).getDefinedChanges();

    assertThat(judged(AllowedElements.CHANGES)).containsAll(known);
    assertThat(known).containsAll(AllowedElements.CHANGES);
  }

  @Test
  void everyPreconditionThatLiquibaseKnowsIsAllowedOrRefusedByName() {
    var known = PreconditionFactory.getInstance().getPreconditions().keySet();
    var allowed = new TreeSet<>(AllowedElements.PRECONDITIONS);
    allowed.addAll(AllowedElements.COMBINATIONS);

    assertThat(judged(allowed)).containsAll(known);
    assertThat(known).containsAll(allowed);
  }

  @Test
  void nothingIsBothAllowedAndRefused() {
    var allowed = new ArrayList<>(AllowedElements.CHANGES);
    allowed.addAll(AllowedElements.PRECONDITIONS);

    assertThat(allowed).doesNotContainAnyElementsOf(AllowedElements.REFUSED.keySet());
  }

  private static Set<String> judged(Set<String> allowed) {
    var judged = new TreeSet<>(allowed);
    judged.addAll(AllowedElements.REFUSED.keySet());
    return judged;
  }
}
