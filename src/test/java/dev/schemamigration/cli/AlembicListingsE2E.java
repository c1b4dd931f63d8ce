package dev.schemamigration.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.revision.RandomHistory;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.testing.AlembicAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists histories drawn by lot, letter by letter as the real Alembic lists them. */
class AlembicListingsE2E {
  private static final long SEED = Long.getLong("listings.seed", 20260101);
  private static final int HISTORIES = Integer.getInteger("listings.histories", 30);
  private static final int LARGEST = 24;
  private static final int HASH_SEEDS = Integer.getInteger("listings.hashSeeds", 6);

  @TempDir Path root;

  private final List<Asked> asked = new ArrayList<>();

  /** One history, and what is asked about it. */
  private record Asked(Path folder, List<String> ranges, List<String> names, Map<String, ?> json) {}

  @Test
  void everyListingIsAlembics() throws IOException {
    System.out.println("listings.seed=" + SEED + " listings.histories=" + HISTORIES);
    for (var i = 0; i < HISTORIES; i++) {
      asked.add(drawn(new RandomHistory(SEED + i), root.resolve("history" + i)));
    }

    var answers = AlembicAnswers.to(root, asked.stream().map(Asked::json).toList(), HASH_SEEDS);

    var differences = new ArrayList<String>();
    for (var i = 0; i < HISTORIES; i++) {
      compare(asked.get(i), answers.get(i), differences);
    }
    assertThat(differences).isEmpty();
  }

  private static Asked drawn(RandomHistory lots, Path folder) throws IOException {
    var history = lots.varied(1 + lots.random().nextInt(LARGEST));
    write(Files.createDirectories(folder), history);
    // As Python sorts the names of the files, which are ASCII.
    var loaded = history.stream().sorted(Comparator.comparing(AlembicListingsE2E::file)).toList();
    var ids = loaded.stream().map(Revision::id).toList();
    var ranges = new ArrayList<>(List.of("base:heads", "-1:", ":head"));
    var names = new ArrayList<>(List.of("head", "heads", "base", "nobody"));
    for (var j = 0; j < 4; j++) {
      ranges.add(lots.anyOf(ids) + ":" + lots.anyOf(ids));
      ranges.add(lots.anyOf(ids) + ":");
      ranges.add(":" + lots.anyOf(ids));
      names.add(lots.anyOf(ids));
    }
    loaded.stream().flatMap(it -> it.branchLabels().stream()).forEach(names::add);
    var json = new LinkedHashMap<String, Object>();
    json.put("revisions", loaded.stream().map(AlembicListingsE2E::json).toList());
    json.put("ranges", ranges);
    json.put("names", names);
    return new Asked(folder, ranges, names, json);
  }

  private static void write(Path folder, List<Revision> history) {
    var files = new CommandLineFixture(folder);
    for (var revision : history) {
      files.file(
          file(revision),
          "-- %s\n-- revision: %s\n-- down_revision: %s\n-- branch_labels: %s\n-- depends_on: %s\nSELECT 1;\n"
              .formatted(
                  revision.message(),
                  revision.id(),
                  String.join(", ", revision.downRevisions()),
                  String.join(", ", revision.branchLabels()),
                  String.join(", ", revision.dependsOn())));
    }
  }

  private static Map<String, Object> json(Revision revision) {
    var json = new LinkedHashMap<String, Object>();
    json.put("revision", revision.id());
    json.put("down_revision", revision.downRevisions());
    json.put("branch_labels", revision.branchLabels());
    json.put("depends_on", revision.dependsOn());
    json.put("message", revision.message());
    json.put("path", file(revision));
    return json;
  }

  private static String file(Revision revision) {
    return revision.id() + "_it.sql";
  }

  private static void compare(Asked asked, List<JsonNode> answers, List<String> differences) {
    var terminal = new CommandLineFixture(asked.folder());
    var commands = new LinkedHashMap<String, List<String>>();
    commands.put("/history", List.of("history"));
    commands.put("/history_verbose", List.of("history", "-v"));
    commands.put("/heads", List.of("heads"));
    commands.put("/heads_verbose", List.of("heads", "-v"));
    commands.put("/heads_resolved", List.of("heads", "--resolve-dependencies"));
    commands.put("/branches", List.of("branches"));
    commands.put("/branches_verbose", List.of("branches", "-v"));
    for (var i = 0; i < asked.ranges().size(); i++) {
      commands.put("/ranges/" + i, List.of("history", "-r", asked.ranges().get(i)));
    }
    for (var i = 0; i < asked.names().size(); i++) {
      commands.put("/names/" + i, List.of("show", asked.names().get(i)));
    }
    commands.forEach(
        (where, command) -> {
          var ours = terminal.run(command.toArray(String[]::new));
          var theirs = answers.stream().map(it -> it.at(where)).distinct().toList();
          if (theirs.stream().noneMatch(it -> same(it, ours))) {
            differences.add(
                "%s in %s:\n%s%sAlembic:\n%s"
                    .formatted(
                        command,
                        asked.json(),
                        ours.out(),
                        ours.err(),
                        theirs.stream()
                            .map(it -> it.isTextual() ? it.asText() : it.toString())
                            .collect(Collectors.joining("or\n"))));
          }
        });
  }

  /** Where Alembic refuses or crashes, an error is enough. */
  private static boolean same(JsonNode theirs, CommandLineFixture.Ended ours) {
    return theirs.isTextual()
        ? ours.exitCode() == 0 && sorted(theirs.asText()).equals(sorted(ours.out()))
        : ours.exitCode() == 1;
  }

  /** What Alembic keeps in sets has no order: the children of a branch point, and labels. */
  private static List<String> sorted(String text) {
    var lines = new ArrayList<String>();
    var children = new ArrayList<String>();
    for (var line : text.split("\n", -1)) {
      if (line.matches(" +-> .*")) {
        children.add(line);
      } else {
        children.stream().sorted().forEach(lines::add);
        children.clear();
        lines.add(
            line.startsWith("Branches into: ")
                ? Arrays.stream(line.substring(15).split(", ")).sorted().toList().toString()
                : line);
      }
    }
    return lines;
  }
}
