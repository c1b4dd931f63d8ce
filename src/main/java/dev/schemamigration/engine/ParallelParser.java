package dev.schemamigration.engine;

import dev.schemamigration.database.session.Session;
import dev.schemamigration.engine.changelog.ChangelogParser;
import dev.schemamigration.engine.changelog.ParsedChangelog;
import dev.schemamigration.engine.fault.EngineException;
import dev.schemamigration.engine.liquibase.LiquibaseBinding;
import dev.schemamigration.source.RevisionFile;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Parses many files on two threads where there are two processors: the server has nothing to do
 * meanwhile.
 */
final class ParallelParser {
  /** For fewer files a second thread is not worth its start. */
  private static final int MANY = 20;

  private final List<RevisionFile> files;
  private final BiFunction<ChangelogParser, RevisionFile, ParsedChangelog> work;
  private final AtomicReferenceArray<@Nullable ParsedChangelog> parsed;
  private final AtomicInteger next = new AtomicInteger();

  ParallelParser(
      List<RevisionFile> files, BiFunction<ChangelogParser, RevisionFile, ParsedChangelog> work) {
    this.files = List.copyOf(files);
    this.work = work;
    this.parsed = new AtomicReferenceArray<>(files.size());
  }

  /**
   * Parses them in order.
   *
   * @return those before the first that fails, whoever wants that one may try again and see why
   */
  List<ParsedChangelog> parse(Session session, ChangelogParser own) {
    if (files.size() < MANY || Runtime.getRuntime().availableProcessors() < 2) {
      parseOn(own);
    } else {
      try (var binding = new LiquibaseBinding(session);
          var helper = Executors.newSingleThreadExecutor()) {
        helper.submit(() -> parseOn(ChangelogParser.of(binding)));
        parseOn(own);
      }
    }
    var until = new ArrayList<ParsedChangelog>();
    for (int i = 0; i < files.size() && parsed.get(i) != null; i++) {
      until.add(parsed.get(i));
    }
    return until;
  }

  /** Where one fails nobody begins another; those before it have been begun, and are finished. */
  private void parseOn(ChangelogParser parser) {
    for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
      try {
        parsed.set(i, work.apply(parser, files.get(i)));
      } catch (EngineException e) {
        next.set(files.size());
      }
    }
  }
}
