package dev.schemamigration.operator.source;

import dev.schemamigration.engine.budget.PassBudget;
import dev.schemamigration.engine.budget.Room;
import dev.schemamigration.engine.changelog.Changelogs;
import dev.schemamigration.engine.changelog.ParsePurpose;
import dev.schemamigration.engine.changelog.Selection;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.operator.Given;
import dev.schemamigration.operator.reference.KnownObjects;
import dev.schemamigration.operator.reference.ReferenceSnapshot;
import dev.schemamigration.setting.ChangesetFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The program of {@link SmallHeapTest}: several namespaces have their sources fetched and parsed at
 * the same time, as the operator does it, in whatever heap this process has.
 */
final class ParseInSmallHeap {
  private static final int FETCHES = 4;

  private final Room room = Room.of(Runtime.getRuntime().maxMemory());
  private final String kind;
  private final int maps;
  private final int statements;

  private ParseInSmallHeap(String kind, int maps, int statements) {
    this.kind = kind;
    this.maps = maps;
    this.statements = statements;
  }

  /**
   * @param arguments namespaces, kind of the file, ConfigMaps of each, statements in each of them
   */
  public static void main(String[] arguments) throws Exception {
    int namespaces = Integer.parseInt(arguments[0]);
    var run =
        new ParseInSmallHeap(
            arguments[1], Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    try (var fetches = Executors.newFixedThreadPool(FETCHES);
        var passes = Executors.newFixedThreadPool(namespaces)) {
      var fetcher = new SourceFetcher((namespace, fetch) -> fetches.execute(fetch));
      var results =
          passes.invokeAll(
              IntStream.range(0, namespaces)
                  .mapToObj(it -> Executors.callable(() -> run.pass(fetcher, it)))
                  .toList());
      for (var result : results) {
        result.get();
      }
    }
  }

  private void pass(SourceFetcher fetcher, int number) {
    try {
      System.out.println(outcome(fetcher, "red" + number));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String outcome(SourceFetcher fetcher, String namespace) throws InterruptedException {
    var source = new SourceRef.ConfigMaps(names());
    var done = new CountDownLatch(1);
    fetcher.fetch(
        namespace + "/app",
        source,
        snapshot(namespace),
        () -> snapshot(namespace),
        done::countDown);
    done.await();
    var fetched =
        fetcher
            .fetch(
                namespace + "/app",
                source,
                snapshot(namespace),
                () -> snapshot(namespace),
                () -> {})
            .orElseThrow();
    return switch (fetched) {
      case FetchedSource.Usable usable -> parsed(namespace, usable);
      case FetchedSource.Refused refused -> "refused: " + refused.fault().message();
      case FetchedSource.Unusable unusable -> "unusable: " + unusable.fault().message();
    };
  }

  private String parsed(String namespace, FetchedSource.Usable source) {
    try (var budget = new PassBudget(room, namespace, Optional::empty)) {
      var parser = Changelogs.parser(budget);
      var changelogs =
          source.bundle().files().stream()
              .map(
                  it ->
                      parser.parse(
                          it,
                          source.bundle().resources(),
                          List.of(),
                          Selection.of(ChangesetFilter.NONE),
                          ParsePurpose.UPGRADE))
              .toList();
      return "parsed " + changelogs.size();
    } catch (EngineException e) {
      return e.fault().getClass().getSimpleName();
    }
  }

  private List<String> names() {
    return IntStream.range(0, maps).mapToObj(it -> "dump" + it).toList();
  }

  /** Made anew at each call, as the operator reads it anew: this process keeps none of it. */
  private ReferenceSnapshot snapshot(String namespace) {
    var objects = new KnownObjects();
    var names = names();
    for (int number = 0; number < maps; number++) {
      objects.configMap(names.get(number), Map.of(file(number), text(namespace, number)));
    }
    var references = names.stream().map("{name: %s}"::formatted).collect(Collectors.joining(", "));
    return ReferenceSnapshot.take(
        Given.resource("source: {configMaps: [" + references + "]}"), objects);
  }

  private String file(int number) {
    return "%03d_dump.%s".formatted(number + 1, kind.equals("xml") ? "xml" : "sql");
  }

  private String text(String namespace, int number) {
    var text = new StringBuilder();
    text.append(
        switch (kind) {
          case "xml" ->
              "<databaseChangeLog xmlns=\"%s\"><changeSet author=\"a\" id=\"1\"><sql><![CDATA["
                  .formatted(Changelogs.XML_NAMESPACE);
          case "formatted" -> "--liquibase formatted sql\n--changeset a:1\n";
          default -> "";
        });
    for (int row = 0; row < statements; row++) {
      text.append(
          "INSERT INTO t VALUES (%d, '%s %d abcdefghij');\n".formatted(row, namespace, number));
    }
    return text.append(kind.equals("xml") ? "]]></sql></changeSet></databaseChangeLog>" : "")
        .toString();
  }
}
