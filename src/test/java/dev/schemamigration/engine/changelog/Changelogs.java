package dev.schemamigration.engine.changelog;

import dev.schemamigration.engine.budget.PassBudget;
import dev.schemamigration.engine.budget.Room;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.CapturingExecutor;
import dev.schemamigration.engine.liquibase.CatalogQueries;
import dev.schemamigration.engine.liquibase.SessionDatabase;
import dev.schemamigration.revision.Revision;
import dev.schemamigration.setting.ChangesetFilter;
import dev.schemamigration.source.Parameter;
import dev.schemamigration.source.RevisionFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Parses changelogs as the engine does, without a database. */
public final class Changelogs {
  /** The namespace of every element of an XML changelog. */
  public static final String XML_NAMESPACE = "http://www.liquibase.org/xml/ns/dbchangelog";

  private Changelogs() {}

  public static ParsedChangelog parse(
      RevisionFile file, Map<String, byte[]> resources, Parameter... parameters) {
    return parser(new PassBudget(Room.UNLIMITED, "", Optional::empty))
        .parse(
            file,
            resources,
            List.of(parameters),
            Selection.of(ChangesetFilter.NONE),
            ParsePurpose.UPGRADE);
  }

  /** A parser of a pass. */
  public static ChangelogParser parser(PassBudget budget) {
    var database = new SessionDatabase();
    return new ChangelogParser(database, generator(database), budget);
  }

  /** Parses {@code content} for an upgrade with contexts and labels. */
  static ParsedChangelog chosen(
      String path, String content, ChangesetFilter filter, Parameter... parameters) {
    return parser(new PassBudget(Room.UNLIMITED, "", Optional::empty))
        .parse(
            file(path, content),
            Map.of(),
            List.of(parameters),
            Selection.of(filter),
            ParsePurpose.UPGRADE);
  }

  /** Generates statements without a database. */
  public static StatementGenerator generator() {
    return generator(new SessionDatabase());
  }

  private static StatementGenerator generator(SessionDatabase database) {
    var executor = new CapturingExecutor();
    executor.setDatabase(database);
    return new StatementGenerator(database, executor, new CatalogQueries(() -> "", path -> {}));
  }

  public static ParsedChangelog parse(String path, String content, Parameter... parameters) {
    return parse(path, content, Map.of(), parameters);
  }

  public static ParsedChangelog parse(
      String path, String content, Map<String, String> resources, Parameter... parameters) {
    return parse(
        file(path, content),
        resources.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, it -> it.getValue().getBytes(StandardCharsets.UTF_8))),
        parameters);
  }

  private static RevisionFile file(String path, String content) {
    return new RevisionFile(
        new Revision("1", List.of(), List.of(), List.of(), ""),
        path,
        content,
        false,
        OptionalInt.empty(),
        Optional.empty());
  }

  /** The message with which {@code content} is refused; empty when it is not. */
  public static String refusal(String path, String content, Parameter... parameters) {
    try {
      parse(path, content, parameters);
      return "";
    } catch (EngineException e) {
      return e.getMessage();
    }
  }
}
