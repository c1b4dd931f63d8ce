package dev.schemamigration.engine.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.testing.ProgramResult;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Small changelogs cannot exhaust a heap that is smaller than that of the shipped container. */
class ChangelogBombsTest {
  private static final String CHARACTERS = "have more than 33554432 characters";
  private static final String ELEMENTS = "hold more than 1000000 elements";
  private static final String OF_A_FILE = "holds more than 200000 elements";
  private static final String STATEMENTS = "holds more than 250000 statements in one script";

  private static final Map<String, String> REFUSALS =
      Map.ofEntries(
          Map.entry("lists of lists", OF_A_FILE),
          Map.entry("a list as a key", "line 3: a key is a list or a map; write a plain text"),
          Map.entry("a map as a key", "line 2: a key is a list or a map; write a plain text"),
          Map.entry("merged maps", OF_A_FILE),
          Map.entry("a list in itself", "line 1: the alias *a refers to what it stands in"),
          Map.entry("a map in itself", "line 2: the alias *a refers to what it stands in"),
          Map.entry("a text that is repeated", CHARACTERS),
          Map.entry("a text that is expanded at each use", CHARACTERS),
          Map.entry("a change that is repeated", "more than 10000 aliases of lists and maps"),
          Map.entry("a parameter", CHARACTERS),
          Map.entry("a parameter in one text", CHARACTERS),
          Map.entry("properties of a property", "has a value of more than 1048576 characters"),
          Map.entry("many properties", CHARACTERS),
          Map.entry("a script that is included often", CHARACTERS),
          Map.entry("a table that is loaded often", ELEMENTS),
          Map.entry("a modification that is repeated", CHARACTERS),
          Map.entry("modifications that grow", CHARACTERS),
          Map.entry("modifications that make a little more each", CHARACTERS),
          Map.entry("9000 patterns", "regExpReplace \"a*b\" searches for too long"),
          Map.entry("20000 patterns", "more than 10000 aliases of lists and maps"),
          Map.entry("a pattern that never ends", "\"(.*a){25}b\" searches for too long"),
          Map.entry("statements", STATEMENTS),
          Map.entry("statements of a script", STATEMENTS),
          Map.entry("statements of a rollback", STATEMENTS),
          Map.entry("statements of a change", STATEMENTS),
          Map.entry("statements of a file", STATEMENTS),
          Map.entry("statements of a query", STATEMENTS),
          Map.entry("elements", OF_A_FILE),
          Map.entry("elements of another namespace", "<x> of namespace y is not allowed"),
          Map.entry("entries", OF_A_FILE),
          Map.entry("keys", OF_A_FILE),
          Map.entry("lines of nothing", "holds more than 1000000 lines"));

  @Test
  void eachIsRefusedInASmallHeap() {
    var result =
        ProgramResult.toEnd(
            new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx200m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ChangelogBombs.class.getName())));

    var refusals =
        result
            .out()
            .lines()
            .filter(line -> REFUSALS.containsKey(line.split(": ")[0]))
            .collect(Collectors.toMap(line -> line.split(": ")[0], line -> line));
    assertThat(refusals.keySet())
        .as(result.toString())
        .containsExactlyInAnyOrderElementsOf(REFUSALS.keySet());
    assertThat(refusals).allSatisfy((what, line) -> assertThat(line).contains(REFUSALS.get(what)));
  }
}
