package dev.schemamigration.revision.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.schemamigration.revision.HistoryListing;
import dev.schemamigration.revision.RandomHistory;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.revision.RevisionGraph;
import dev.schemamigration.revision.TextGraph;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryDrawingTest {
  private static final long SEED = 20260101;
  private static final String HOSTILE =
      "</text><script>alert(1)</script> \"]:::x; %%{init}%% `code` &amp; \\N \\\" <b> \u0000 \u202e #quot; --> r1";

  private static HistoryDrawing drawing(RevisionGraph graph) {
    return HistoryDrawing.of(graph, new HistoryListing(graph).history(), Set.of(), Map.of());
  }

  private static String text(HistoryDrawing drawing) {
    return String.join("\n", DrawingFormat.TEXT.draw(drawing)) + "\n";
  }

  private static Set<String> edges(HistoryDrawing drawing) {
    return drawing.nodes().stream()
        .flatMap(
            node ->
                Stream.concat(node.parents().stream(), node.needs().stream())
                    .map(it -> node.id() + " > " + it))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> edges(RevisionGraph graph) {
    return graph.ids().stream()
        .flatMap(id -> graph.parentsOf(id).stream().map(it -> id + " > " + it))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aHistoryIsDrawnAsGitDrawsIt() {
    var graph =
        TextGraph.graph(
            """
            a[core] ── b ─┬─ c1[v2] ─┬─ m
                          └─ c2 ─────┘
            x[log] ── y(b) ── z
            """);

    assertThat(text(drawing(graph)))
        .isEqualTo(
            """
            * m (core, v2) (head) (mergepoint), rev m
            |\\
            * | c1 (v2), rev c1
            | | * z (log) (head), rev z
            | | * y (needs b), rev y
            | | |\\
            | |_|/
            |/| |
            | | * x (log), rev x
            | * c2, rev c2
            |/
            * b (branchpoint), rev b
            * a (core), rev a
            """);
  }

  @Test
  void linesThatEndAndBeginAnewAreKeptApart() {
    var graph =
        RevisionGraph.of(
            List.of(
                new Revision("a", List.of(), List.of(), List.of(), ""),
                new Revision("b", List.of(), List.of(), List.of(), ""),
                new Revision("c", List.of(), List.of(), List.of("a", "b"), ""),
                new Revision("d", List.of("a", "b", "c"), List.of(), List.of(), ""),
                new Revision("e", List.of(), List.of(), List.of(), "")));

    assertThat(text(drawing(graph)))
        .isEqualTo(
            """
            *-. d (head) (mergepoint)
            |\\ \\
            | | * c (needs a, b)
            | | :\\
            | |/ /
            |/| :
            | |/
            | * b
            |
            | * e (head)
            * a
            """);
  }

  @Test
  void everyEdgeOfEveryHistoryIsInTheDrawing() {
    System.out.println("seed=" + SEED);
    for (var i = 0; i < 400; i++) {
      var lots = new RandomHistory(SEED + i);
      var graph = RevisionGraph.of(lots.varied(1 + lots.random().nextInt(40)));
      var whole = drawing(graph);
      assertThat(edges(whole)).as("seed %d", SEED + i).isEqualTo(edges(graph));
      for (var drawing : List.of(whole, whole.collapsed())) {
        var lines = TextDrawing.of(drawing);
        assertThat(new LaneReader(lines).edges())
            .as("seed %d:\n%s", SEED + i, text(drawing))
            .isEqualTo(edges(drawing));
        assertThat(lines.stream().filter(it -> !it.text().isEmpty()))
            .hasSize(drawing.nodes().size());
      }
    }
  }

  @Test
  void everyEdgeIsInTheDocumentsToo() throws Exception {
    for (var i = 0; i < 60; i++) {
      var lots = new RandomHistory(SEED + i);
      var graph = RevisionGraph.of(lots.varied(1 + lots.random().nextInt(30)));
      var drawing = drawing(graph);
      var dot = String.join("\n", DrawingFormat.DOT.draw(drawing));
      var svg = String.join("\n", DrawingFormat.SVG.draw(drawing));
      var mermaid = String.join("\n", DrawingFormat.MERMAID.draw(drawing));

      assertThat(found("\"(\\w+)\" -> \"(\\w+)\"", dot, 2, 1)).isEqualTo(edges(graph));
      assertThat(found("<title>(\\w+) (?:follows|needs) (\\w+)</title>", svg, 1, 2))
          .isEqualTo(edges(graph));
      var names = drawing.nodes().stream().map(DrawnNode::id).toList();
      Set<String> ofMermaid = new TreeSet<>();
      for (var edge : found("r(\\d+) (?:-->|-\\.->) r(\\d+)", mermaid, 2, 1)) {
        var ends = edge.split(" > ");
        ofMermaid.add(
            names.get(Integer.parseInt(ends[0])) + " > " + names.get(Integer.parseInt(ends[1])));
      }
      assertThat(ofMermaid).isEqualTo(edges(graph));
      parsed(svg);
    }
  }

  private static Set<String> found(String pattern, String text, int newer, int older) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(it -> it.group(newer) + " > " + it.group(older))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static org.w3c.dom.Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aThousandRevisionsStayReadable() {
    var graph = RevisionGraph.of(RandomHistory.linear(1000));
    var drawing = drawing(graph);

    assertThat(DrawingFormat.TEXT.draw(drawing)).hasSize(1000);
    assertThat(DrawingFormat.TEXT.draw(drawing.collapsed()))
        .hasSize(3)
        .satisfies(it -> assertThat(it.get(1)).startsWith("~ 998 revisions, "));
  }

  @Test
  void aRunEndsWhereSomethingChanges() {
    var history =
        IntStream.rangeClosed(1, 20)
            .mapToObj(
                i ->
                    new Revision(
                        "r%02d".formatted(i),
                        i == 1 ? List.of() : List.of("r%02d".formatted(i - 1)),
                        i == 6 ? List.of("billing") : List.of(),
                        List.of(),
                        "m" + i))
            .toList();
    var graph = RevisionGraph.of(history);
    var ids = new HistoryListing(graph).history();
    var standings =
        ids.stream()
            .collect(
                Collectors.toMap(
                    it -> it,
                    it -> it.compareTo("r12") <= 0 ? Standing.APPLIED : Standing.PENDING));

    var drawing = HistoryDrawing.of(graph, ids, Set.of("r12"), standings).collapsed();

    assertThat(text(drawing))
        .isEqualTo(
            """
            o r20 (billing) (head) (pending), m20
            ~ 7 revisions, r19 to r13 (pending)
            * r12 (current), m12
            ~ 5 revisions, r11 to r07
            * r06 (billing), m6
            ~ 4 revisions, r05 to r02
            * r01, m1
            """);
  }

  @Test
  void whatIsNotDrawnIsNamed() {
    var graph = TextGraph.graph("a ── b ── c ── d");

    assertThat(text(HistoryDrawing.of(graph, List.of("d", "c"), Set.of(), Map.of())))
        .isEqualTo("* d (head), rev d\n* c (after b), rev c\n");
  }

  @ParameterizedTest
  @EnumSource
  void aHostileMessageIsTextAndNothingElse(DrawingFormat format) throws Exception {
    var graph =
        RevisionGraph.of(
            List.of(
                new Revision("a", List.of(), List.of(), List.of(), HOSTILE),
                new Revision("b", List.of("a"), List.of(), List.of(), "plain")));

    var lines = format.draw(drawing(graph));

    assertThat(String.join("\n", lines))
        .doesNotContain("\u0000", "\u202e")
        .satisfies(
            text -> {
              switch (format) {
                case TEXT -> assertThat(lines).hasSize(2);
                case SVG -> {
                  var document = parsed(text);
                  assertThat(document.getElementsByTagName("script").getLength()).isZero();
                  assertThat(document.getElementsByTagName("b").getLength()).isZero();
                  assertThat(document.getElementsByTagName("text").item(1).getTextContent())
                      .isEqualTo(drawing(graph).nodes().get(1).text());
                }
                case MERMAID ->
                    assertThat(text)
                        .doesNotContain("<", "%%", "`", "#quot;", "&")
                        .satisfies(it -> assertThat(it.split("\"")).hasSize(5));
                case DOT ->
                    assertThat(lines.get(4))
                        .matches("  \"a\" \\[label=\"(?:[^\"\\\\]|\\\\[\"\\\\])*\"\\];");
              }
            });
  }
}
