package dev.schemamigration.source.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.schemamigration.revision.PlacementFault;
import dev.schemamigration.revision.RandomHistory;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionException;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.testing.AlembicAnswers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Places new revisions in histories drawn by lot as the real Alembic places them. */
class AlembicPlacementE2E {
  private static final long SEED = Long.getLong("placement.seed", 20260101);
  private static final int HISTORIES = 150;
  private static final int REQUESTS = 12;

  @TempDir Path folder;

  private record Asked(RevisionGraph graph, List<RevisionRequest> requests) {}

  @Test
  void aNewRevisionFollowsWhatItFollowsInAlembic() {
    System.out.println("placement.seed=" + SEED);
    var asked = new ArrayList<Asked>();
    for (var i = 0; i < HISTORIES; i++) {
      var lots = new RandomHistory(SEED + i);
      var graph = RevisionGraph.of(lots.varied(1 + lots.random().nextInt(20)));
      var requests = new ArrayList<RevisionRequest>();
      for (var j = 0; j < REQUESTS; j++) {
        requests.add(request(lots, graph, "new" + j));
      }
      asked.add(new Asked(graph, requests));
    }

    var answers =
        AlembicAnswers.to(folder, asked.stream().map(AlembicPlacementE2E::json).toList(), 1);

    var placed = 0;
    for (var i = 0; i < HISTORIES; i++) {
      for (var j = 0; j < REQUESTS; j++) {
        var theirs = answers.get(i).getFirst().at("/requests/" + j);
        placed += compare(asked.get(i).graph(), asked.get(i).requests().get(j), theirs);
      }
    }
    assertThat(placed).isGreaterThan(HISTORIES * REQUESTS / 4);
  }

  private static RevisionRequest request(RandomHistory lots, RevisionGraph graph, String id) {
    var names = new ArrayList<>(graph.ids());
    graph.revisions().forEach(it -> names.addAll(it.branchLabels()));
    graph.ids().forEach(it -> names.add(it.substring(0, it.length() - 1)));
    names.addAll(List.of("head", "heads", "base", "nobody"));
    names.add(lots.anyOf(List.copyOf(graph.ids())) + "@head");
    names.addAll(graph.heads());
    names.addAll(graph.heads());
    var heads = new ArrayList<String>();
    for (var i = lots.random().nextInt(3); i > 0; i--) {
      heads.add(lots.anyOf(names));
    }
    var needs = lots.random().nextInt(3) > 0 ? List.<String>of() : List.of(lots.anyOf(names));
    return new RevisionRequest(
        Optional.of("m"), heads, lots.random().nextBoolean(), List.of(), needs, Optional.of(id));
  }

  private static Map<String, ?> json(Asked asked) {
    var json = new LinkedHashMap<String, Object>();
    json.put("revisions", asked.graph().revisions().stream().map(it -> json(it)).toList());
    json.put("requests", asked.requests().stream().map(it -> json(it)).toList());
    return json;
  }

  private static Map<String, ?> json(Revision revision) {
    return Map.of(
        "revision", revision.id(),
        "down_revision", revision.downRevisions(),
        "branch_labels", revision.branchLabels(),
        "depends_on", revision.dependsOn(),
        "message", revision.message(),
        "path", revision.id());
  }

  private static Map<String, ?> json(RevisionRequest request) {
    return Map.of(
        "rev_id", request.id().orElseThrow(),
        "message", request.message().orElseThrow(),
        "heads", request.heads(),
        "splice", request.splice(),
        "branch_labels", request.branchLabels(),
        "depends_on", request.dependsOn());
  }

  /** Returns 1 where both place it. */
  private static int compare(RevisionGraph graph, RevisionRequest request, JsonNode theirs) {
    var placement = new RevisionPlacement(graph, new RevisionIds(Clock.systemUTC(), new Random(1)));
    try {
      var ours = placement.place(request);
      assertThat(theirs.has("error")).as("%s in %s: %s", request, graph.ids(), theirs).isFalse();
      assertThat(ours.downRevisions()).as("%s", request).isEqualTo(texts(theirs, "down_revision"));
      assertThat(ours.dependsOn()).as("%s", request).isEqualTo(texts(theirs, "depends_on"));
      return 1;
    } catch (RevisionException refused) {
      assertThat(theirs.has("error") || refused.fault() instanceof PlacementFault.ParentContained)
          .as("%s in %s: %s, but %s", request, graph.ids(), refused.getMessage(), theirs)
          .isTrue();
      return 0;
    }
  }

  private static List<String> texts(JsonNode answer, String field) {
    var texts = new ArrayList<String>();
    answer.get(field).forEach(it -> texts.add(it.asText()));
    return texts;
  }
}
