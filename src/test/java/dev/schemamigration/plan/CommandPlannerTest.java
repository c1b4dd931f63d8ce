package dev.schemamigration.plan;

import static dev.schemamigration.plan.PlanningAssert.assertThat;
import static dev.schemamigration.revision.TextGraph.graph;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.schemamigration.revision.RevisionGraph;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandPlannerTest {
  private static final RevisionGraph LINE = graph("a ── b ── c ── d");

  private static final RevisionGraph DIAMOND =
      graph(
          """
          a ── b ─┬─ c1[left] ──┬─ m
                  └─ c2[right] ─┘
          """);

  private static final RevisionGraph FORK =
      graph(
          """
          a ── b ─┬─ c1[left] ── d1
                  └─ c2[right] ─ d2
          """);

  private static final RevisionGraph CROSS =
      graph(
          """
          a[app] ── b ── c
          x[log] ── y(b) ── z
          """);

  @Test
  void upgradeAppliesWhatIsMissingParentsFirst() {
    assertThat(LINE).from().upgradeTo("head").runs("a", "b", "c", "d").leavesHeads("d");
    assertThat(LINE).from("b").upgradeTo("c").runs("c").leavesHeads("c").goes(Direction.UPGRADE);
    assertThat(LINE).from("b").upgradeTo("+2").runs("c", "d");
    assertThat(LINE).from("b").upgradeTo("head-1").runs("c");
    assertThat(LINE).from().upgradeTo("base+2").runs("a", "b");
  }

  @Test
  void upgradeToWhereTheDatabaseIsOrWasDoesNothing() {
    assertThat(LINE).from("c").upgradeTo("c").doesNothing();
    assertThat(LINE).from("c").upgradeTo("a").doesNothing();
    assertThat(LINE).from("c").upgradeTo("base").doesNothing();
  }

  @Test
  void upgradeToAnotherBranchAddsItAndUndoesNothing() {
    assertThat(FORK).from("d1").upgradeTo("right@head").runs("c2", "d2").leavesHeads("d1", "d2");
    assertThat(FORK).from("d1").upgradeTo("right@+1").runs("c2").leavesHeads("c2", "d1");
    assertThat(FORK).from("c1", "c2").upgradeTo("left@+1").runs("d1").leavesHeads("c2", "d1");
  }

  @Test
  void upgradePullsInDependencies() {
    assertThat(CROSS).from().upgradeTo("log@head").runs("a", "b", "x", "y", "z").leavesHeads("z");
    assertThat(CROSS).from("a").upgradeTo("y").runs("b", "x", "y").leavesHeads("y");
  }

  @Test
  void downgradeKeepsTheTarget() {
    assertThat(LINE).from("d").downgradeTo("b").runs("d", "c").leavesHeads("b");
    assertThat(LINE).from("d").downgradeTo("base").runs("d", "c", "b", "a").leavesHeads();
    assertThat(LINE).from("d").downgradeTo("-1").runs("d").goes(Direction.DOWNGRADE);
    assertThat(LINE).from("d").downgradeTo("-4").runs("d", "c", "b", "a");
    assertThat(LINE).from("d").downgradeTo("head").doesNothing();
  }

  @Test
  void downgradingPastAMergeBringsBothLegsBackAsHeads() {
    assertThat(DIAMOND).from("m").downgradeTo("c1").runs("m").leavesHeads("c1", "c2");
    assertThat(DIAMOND).from("m").downgradeTo("b").runs("m", "c1", "c2").leavesHeads("b");
  }

  @Test
  void downgradeOfABranchLeavesTheOther() {
    assertThat(FORK).from("d1", "d2").downgradeTo("left@b").runs("d1", "c1").leavesHeads("d2");
    assertThat(FORK).from("d1", "d2").downgradeTo("left@-1").runs("d1").leavesHeads("c1", "d2");
    assertThat(CROSS).from("z").downgradeTo("log@base").runs("z", "y", "x").leavesHeads("b");
  }

  @Test
  void downgradeTakesAlongWhatDependsOnTheUndone() {
    assertThat(CROSS).from("z", "c").downgradeTo("app@a").runs("c", "z", "y", "b");
  }

  @Test
  void anUpgradeThatAlembicCrashesOnRuns() {
    RevisionGraph graph =
        graph(
            """
            a ── c
            b ── d(c,a)
            """);

    assertThat(graph).from().upgradeTo("d").runs("a", "c", "b", "d").leavesHeads("d");
  }

  @Test
  void aDowngradeThatAlembicLeavesRedundantRowsAfterLeavesTheTrueHeads() {
    RevisionGraph graph =
        graph(
            """
            d ── c ── a(d)
            b
            """);

    assertThat(graph).from("a", "b").downgradeTo("c").runs("a").leavesHeads("b", "c");
  }

  @Test
  void countingFromSeveralCurrentRevisionsIsRefused() {
    assertThat(FORK)
        .from("d1", "d2")
        .refusesUpgradeTo(
            "+1",
            "\"+1\" counts from one current revision, but there are 2: \"d1\", \"d2\"; write"
                + " \"<branch>@+1\"")
        .refusesDowngradeTo(
            "-1",
            "\"-1\" counts from one current revision, but there are 2: \"d1\", \"d2\"; write"
                + " \"<branch>@-1\"");
  }

  @Test
  void countingFromSeveralCurrentRevisionsIsNoGuessWhereAllLeadToTheSame() {
    assertThat(graph("a ── b")).from("b").downgradeTo("-2").runs("b", "a");
    assertThat(FORK).from("d1", "d2").downgradeTo("-4").runs("d1", "c1", "d2", "c2", "b", "a");
  }

  @Test
  void tooManyStepsSayHowManyThereAre() {
    assertThat(LINE)
        .from("c")
        .refusesUpgradeTo(
            "+3", "\"+3\" asks for 3 steps up from \"c\", where only 1 step is possible")
        .refusesDowngradeTo(
            "-9", "\"-9\" asks for 9 steps down from \"c\", where only 3 steps are possible");
    assertThat(LINE)
        .from()
        .refusesDowngradeTo(
            "-1", "\"-1\" asks for 1 step down from base, where no step is possible");
  }

  @Test
  void stepsTheWrongWayAreRefused() {
    assertThat(LINE)
        .from("c")
        .refusesUpgradeTo("-1", "\"-1\" is not a way up: upgrade takes \"+N\" with N of 1 or more")
        .refusesDowngradeTo(
            "+1", "\"+1\" is not a way down: downgrade takes \"-N\" with N of 1 or more")
        .refusesDowngradeTo(
            "-0", "\"-0\" is not a way down: downgrade takes \"-N\" with N of 1 or more");
  }

  @Test
  void aStepOverAForkNamesTheWays() {
    assertThat(FORK)
        .from("b")
        .refusesUpgradeTo(
            "+1",
            "\"+1\" meets a fork: revision \"b\" is followed by \"c1\", \"c2\"; name the revision"
                + " to go to");
    assertThat(DIAMOND)
        .from("m")
        .refusesDowngradeTo(
            "-1",
            "\"-1\" meets a fork: revision \"m\" comes after \"c1\", \"c2\"; name the revision to"
                + " go to");
  }

  @Test
  void aDowngradeToWhatIsNotBelowIsRefused() {
    assertThat(LINE)
        .from("b")
        .refusesDowngradeTo(
            "d", "\"d\" is not below \"b\", so there is nothing to undo; use upgrade to go there");
  }

  @Test
  void aBranchThatLeadsElsewhereIsRefused() {
    RevisionGraph graph =
        graph(
            """
            a ─┬─ b
               └─ c
            x[other] ── y
            """);

    assertThat(graph)
        .from("b", "c", "y")
        .refusesDowngradeTo(
            "other@a",
            "\"other@a\": none of \"b\", \"c\", which follow it, leads to branch \"other\"; leave"
                + " out \"other@\"");
  }

  @Test
  void aBranchOfWhichNothingIsAppliedHasNothingToUndo() {
    assertThat(CROSS)
        .from("b")
        .refusesDowngradeTo(
            "log@-1", "\"log@-1\" has nothing to undo: no revision of branch \"log\" is applied");
  }

  @Test
  void aMistypedBranchNeverDropsEverything() {
    assertThat(LINE)
        .from("d")
        .refusesDowngradeTo(
            "TYPO@base",
            "\"TYPO@base\" asks for branch \"TYPO\", but no branch label or revision is called so;"
                + " list the labels with \"branches\"")
        .refusesDowngradeTo(
            "TYPO@a",
            "\"TYPO@a\" asks for branch \"TYPO\", but no branch label or revision is called so;"
                + " list the labels with \"branches\"")
        .refusesUpgradeTo(
            "TYPO@base",
            "\"TYPO@base\" asks for branch \"TYPO\", but no branch label or revision is called so;"
                + " list the labels with \"branches\"");
  }

  @Test
  void textAfterTheNumberIsNotIgnored() {
    assertThat(LINE)
        .from("b")
        .refusesUpgradeTo(
            "+1xyz",
            "no revision or branch label is called \"+1xyz\"; list the revisions with \"history\"")
        .refusesDowngradeTo(
            "b-1,other",
            "no revision or branch label is called \"b-1,other\"; list the revisions with"
                + " \"history\"");
  }

  @Test
  void countingDownFromBaseLeadsNowhere() {
    assertThat(LINE)
        .from("b")
        .refusesUpgradeTo(
            "base-1", "\"base-1\" walks off the end of history: no step down from base is possible")
        .refusesUpgradeTo(
            " -1",
            "no revision or branch label is called \" -1\"; list the revisions with \"history\"");
  }

  @Test
  void aRangeIsNoTarget() {
    assertThat(LINE)
        .from("b")
        .refusesUpgradeTo(
            "b:c",
            "\"b:c\" is a range, which only means something with --sql and in history; name one"
                + " revision");
  }

  @Test
  void headsOfABranchThatContainOneAnotherAreRefused() {
    RevisionGraph graph =
        graph(
            """
            a[app] ─┬─ b
                    └─ c(b)
            """);

    assertThat(graph)
        .from()
        .refusesUpgradeTo("app@heads", "\"c\" already contains \"b\"; name only \"c\"");
  }

  @Test
  void aSetWithHolesIsNotGuessedOver() {
    assertThatThrownBy(() -> CommandPlanner.upgrade(LINE, Set.of("a", "c", "d"), "head"))
        .hasMessage(
            "the database has \"c\" applied without \"b\", which must come before; find out which"
                + " of them really ran and stamp the database accordingly");
  }

  @Test
  void rowsOfAnotherToolMustBeWholeIdsThatExist() {
    RevisionGraph graph = graph("aaaa1 ── aaaa2 ── bbbb3");

    assertThatThrownBy(() -> CommandPlanner.upgrade(graph, Set.of("bbb"), "head"))
        .hasMessage(
            "the version table names \"bbb\", which is not the whole id of revision \"bbbb3\";"
                + " stamp the database with --purge and \"bbbb3\"");
    assertThatThrownBy(() -> CommandPlanner.downgrade(graph, Set.of("dead", "beef"), "base"))
        .hasMessage(
            "the database has revisions \"beef\", \"dead\" applied, which this history does not"
                + " know; bring the missing files back or stamp the database with a revision that"
                + " exists");
  }
}
