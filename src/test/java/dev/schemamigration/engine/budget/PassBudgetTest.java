package dev.schemamigration.engine.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.engine.fault.ChangelogFault;
import dev.schemamigration.engine.fault.ChangelogLocation;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.fault.RunStoppedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class PassBudgetTest {
  private final AtomicReference<Optional<String>> stop = new AtomicReference<>(Optional.empty());
  private final PassBudget budget = new PassBudget(Room.UNLIMITED, "shop", stop::get);

  @Test
  void oneBudgetIsForAllChangelogsOfAPass() {
    try (var first = spend("1.sql")) {
      first.characters(PassBudget.CHARACTERS - 10);
      first.elements(PassBudget.ELEMENTS - 10);
      first.statements(PassBudget.STATEMENTS - 10);
      first.steps(PassBudget.STEPS - 10, () -> "");
    }

    assertRefused(
        it -> it.characters(11),
        ChangelogFault.TooLarge.class,
        "revision file 2.sql: with it, the changelogs of the plan have more than 33554432"
            + " characters, repeated texts, included files and parameters counted at each use;"
            + " repeat less, or go to an earlier revision first");
    assertRefused(
        it -> it.elements(11),
        ChangelogFault.TooComplex.class,
        "revision file 2.sql: with it, the changelogs of the plan hold more than 1000000 elements,"
            + " repeated ones included; go to an earlier revision first");
    assertRefused(
        it -> it.statements(11),
        ChangelogFault.TooComplex.class,
        "revision file 2.sql: with it, the changelogs of the plan hold more than 250000 statements;"
            + " go to an earlier revision first");
    assertRefused(
        it -> it.steps(11, () -> "the pattern"),
        ChangelogFault.TooComplex.class,
        "revision file 2.sql: the pattern searches for too long; write a simpler pattern or the"
            + " step as SQL");
  }

  @Test
  void passesShareTheRoomInMemoryAndANamespaceLeavesAsMuchAsItHas() {
    var room = new Room(6_000);
    var red = new PassBudget(room, "red", Optional::empty);
    var also = new PassBudget(room, "red", Optional::empty);
    var blue = new PassBudget(room, "blue", Optional::empty);
    red.spend(new ChangelogLocation("1.sql")).characters(400);

    assertThatThrownBy(() -> also.spend(new ChangelogLocation("2.sql")).characters(101))
        .hasMessage(
            "revision file 2.sql: there is no room in memory for it beside the changelogs that"
                + " other migrations, above all those of the same namespace, have read; it is tried"
                + " again");
    blue.spend(new ChangelogLocation("3.sql")).statements(3);

    blue.close();
    red.close();
    also.spend(new ChangelogLocation("2.sql")).elements(18);
  }

  @Test
  void whatFitsIntoNoShareIsRefusedForGood() {
    var room = new Room(6L << 20);
    var alone = new PassBudget(room, "red", Optional::empty);

    assertThatThrownBy(() -> alone.spend(new ChangelogLocation("1.sql")).characters(600_000))
        .hasMessage(
            "revision file 1.sql: with it, reading the changelogs of the plan takes more than 3"
                + " MiB of memory, the share of one namespace; split it into several revisions and"
                + " go to an earlier one first, or have the operator's memory limit raised")
        .asInstanceOf(InstanceOfAssertFactories.type(EngineException.class))
        .satisfies(e -> assertThat(e.fault()).isInstanceOf(ChangelogFault.TooComplex.class));
  }

  @Test
  void theStatementsAndLinesOfATextArePaidForBeforeTheyAreMade() {
    var text = "INSERT INTO t VALUES (1);\n".repeat(10_000);
    for (boolean file : new boolean[] {false, true}) {
      var room = new Room(11L << 20);
      var pass = new PassBudget(room, "red", Optional::empty);
      try (var spending = pass.spend(new ChangelogLocation("1.sql"))) {
        assertThatThrownBy(
                () -> {
                  if (file) {
                    spending.text(text.getBytes(StandardCharsets.UTF_8), () -> "");
                  } else {
                    spending.text(text);
                  }
                })
            .hasMessageContaining("takes more than 5 MiB of memory");
      }
    }

    var roomy = new PassBudget(new Room(13L << 20), "red", Optional::empty);
    try (var spending = roomy.spend(new ChangelogLocation("1.sql"))) {
      spending.text(text);
      spending.statements(10_000);
    }
  }

  @Test
  void textThatIsNotLatinTakesTwiceTheMemory() {
    var pass = new PassBudget(new Room(40_000), "red", Optional::empty);
    try (var spending = pass.spend(new ChangelogLocation("1.sql"))) {
      spending.text("a".repeat(1_500));
      assertThatThrownBy(() -> spending.text("я".repeat(1_500)))
          .isInstanceOf(EngineException.class);
    }
  }

  @Test
  void theProcessorTimeIsLimitedToo() {
    budget.time(PassBudget.TIME.toNanos());

    assertRefused(
        PassBudgetTest::spendLittleOften,
        ChangelogFault.TooComplex.class,
        "revision file 2.sql: with it, reading the changelogs of the plan takes more than 30 s of"
            + " processor time; simplify it, or go to an earlier revision first");
  }

  @Test
  void aPassThatIsToStopStopsReading() {
    try (var spending = spend("1.sql")) {
      spendLittleOften(spending);
      stop.set(Optional.of("suspended"));

      assertThatThrownBy(() -> spendLittleOften(spending))
          .isInstanceOf(RunStoppedException.class)
          .hasMessage("suspended");
    }
  }

  @Test
  void whatIsMadeAgainForARetryIsLimitedByItself() {
    var spending = spend("1.sql");
    spending.close();

    for (int attempt = 0; attempt < 3; attempt++) {
      spending.characters(PassBudget.CHARACTERS);
    }
    assertThatThrownBy(() -> spending.characters(PassBudget.CHARACTERS + 1))
        .isInstanceOf(EngineException.class);
  }

  private static void spendLittleOften(Spending spending) {
    for (int i = 0; i < 1_000; i++) {
      spending.elements(1);
    }
  }

  private void assertRefused(
      Consumer<Spending> use, Class<? extends ChangelogFault> fault, String message) {
    try (var spending = spend("2.sql")) {
      assertThatThrownBy(() -> use.accept(spending))
          .hasMessage(message)
          .asInstanceOf(InstanceOfAssertFactories.type(EngineException.class))
          .satisfies(e -> assertThat(e.fault()).isInstanceOf(fault));
    }
  }

  private Spending spend(String path) {
    return budget.spend(new ChangelogLocation(path));
  }
}
